// Which part of the embedded providers a request line means. A pure function.
#pragma once

#include "core/plan/provider.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

enum class RouteKind : std::uint8_t
{
    Chat,     // POST /NAME/v1/chat/completions, /NAME/v1/messages
    Models,   // GET /NAME/v1/models
    Outages,  // /control/outages
    Log,      // GET /control/log
    NotFound, // no such path
    BadMethod // the path, but not so
};

struct ProviderRoute
{
    RouteKind kind = RouteKind::NotFound;
    Dialect dialect = Dialect::OpenAiChat; // Chat, Models: how errors and lists look
    std::string provider;                  // Chat, Models
    std::string_view allowed;              // BadMethod: the header Allow

    bool operator==(const ProviderRoute&) const = default;
};

// Queries are ignored; the provider's name may be percent-encoded.
ProviderRoute routeOf(std::string_view method, std::string_view target);

} // namespace understudy
