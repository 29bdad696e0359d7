// Where a candidate's requests go: the chain's provider entry, the built-in provider, and what the
// command line or the mode (simulated, live) put in place of the address.
#pragma once

#include "core/base/result.h"
#include "core/plan/chain.h"
#include "core/plan/chat_request.h"
#include "core/wire/http_message.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

struct Endpoint
{
    std::string provider;
    std::string model;
    Dialect dialect = Dialect::OpenAiChat;
    AuthStyle auth = AuthStyle::Bearer; // None: no key is sent
    HttpUrl base;
    std::string keyName;
    HttpHeaders headers;      // of the provider entry
    JsonMembers params;       // the chain's, overridden by the candidate's
    bool isSimulated = false; // the embedded providers: faults and draws travel as headers
};

struct EndpointOverrides
{
    // provider -> base URL from --base-url: there no key is sent and none is needed.
    std::vector<std::pair<std::string, std::string>> baseUrls;
    // When set, every provider is served by the embedded ones at this origin
    // ("http://127.0.0.1:PORT"): OpenAI dialects under /NAME/v1, Anthropic's under /NAME.
    std::string simulatedOrigin;
};

// One endpoint per candidate, in the compiled chain's order.
Result<std::vector<Endpoint>, Problems> resolveEndpoints(const Chain& chain,
                                                         const EndpointOverrides& overrides);

// What a run sends: the same for every candidate, but for the address and parameters.
struct LiveRequest
{
    ChatRequest chat;
    std::vector<Endpoint> endpoints; // by candidate index
    std::uint64_t runIndex = 0;      // keys the embedded providers' draws
};

} // namespace understudy
