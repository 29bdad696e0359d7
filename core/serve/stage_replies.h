// Replies of the embedded providers that are no answers of models: lists of models, the control of
// outages, the log, and what is not there.
#pragma once

#include "core/serve/provider_routes.h"
#include "core/serve/provider_stage.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

struct PlainReply
{
    std::uint16_t status = 200;
    HttpHeaders headers;
    std::string body; // JSON
};

// For every route but Chat.
PlainReply plainReply(ProviderStage& stage, const ProviderRoute& route, std::string_view method,
                      std::string_view body);

} // namespace understudy
