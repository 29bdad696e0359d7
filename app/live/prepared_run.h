// Everything a live run needs, checked: what both the window and the command line hand to the
// engine's thread.
#pragma once

#include "core/base/result.h"
#include "core/plan/catalogue.h"
#include "core/plan/chain.h"
#include "core/plan/chat_request.h"
#include "core/plan/compiled_chain.h"
#include "core/wire/endpoint.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace understudy {

struct PreparedRun
{
    std::shared_ptr<const CompiledChain> chain;
    std::shared_ptr<const LiveRequest> request;
    std::uint64_t index = 0;
    bool isSimulated = true;
};

Result<PreparedRun, Problems> prepareRun(const Chain& chain, const ChatRequest& chat,
                                         const EndpointOverrides& overrides,
                                         const Catalogue& catalogue, std::uint64_t index);

// A key that a run needs before its first attempt.
struct NeededKey
{
    std::string keyName;
    std::string provider; // the entry's name in the chain
    std::string origin;
    bool isBuiltInOrigin = false; // else the user must have allowed it

    bool operator==(const NeededKey&) const = default;
};

// One per key and origin, in the chain's order; endpoints without authentication need none.
std::vector<NeededKey> neededKeys(const PreparedRun& run);

} // namespace understudy
