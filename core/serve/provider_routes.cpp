#include "core/serve/provider_routes.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace understudy {

namespace {

struct ProviderPath
{
    std::string_view rest; // after the provider's name
    RouteKind kind;
    Dialect dialect;
    std::string_view method;
};

constexpr std::array kPaths{
    ProviderPath{"/v1/chat/completions", RouteKind::Chat, Dialect::OpenAiChat, "POST"},
    ProviderPath{"/v1/messages", RouteKind::Chat, Dialect::Anthropic, "POST"},
    ProviderPath{"/v1/models", RouteKind::Models, Dialect::OpenAiChat, "GET"},
};

std::optional<int> hexDigit(char c)
{
    const std::size_t place = std::string_view("0123456789abcdefABCDEF").find(c);
    if (place == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<int>(place < 16 ? place : place - 6);
}

// Empty when it is no name: badly encoded, or with control characters.
std::string decodedName(std::string_view text)
{
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            name += text[i];
            continue;
        }
        const auto high = i + 2 < text.size() ? hexDigit(text[i + 1]) : std::nullopt;
        const auto low = i + 2 < text.size() ? hexDigit(text[i + 2]) : std::nullopt;
        if (!high || !low) {
            return {};
        }
        name += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return hasControlCharacter(name) ? std::string() : name;
}

ProviderRoute badMethod(std::string_view allowed)
{
    ProviderRoute route;
    route.kind = RouteKind::BadMethod;
    route.allowed = allowed;
    return route;
}

ProviderRoute controlRoute(std::string_view method, std::string_view path)
{
    ProviderRoute route;
    if (path == "/control/log") {
        route.kind = RouteKind::Log;
        return method == "GET" ? route : badMethod("GET");
    }
    if (path == "/control/outages") {
        route.kind = RouteKind::Outages;
        const bool isKnown = method == "GET" || method == "PUT" || method == "DELETE";
        return isKnown ? route : badMethod("GET, PUT, DELETE");
    }
    return route;
}

// A list of models looks as its vendor writes it; everybody else copies OpenAI.
Dialect listDialect(std::string_view provider)
{
    const KnownProvider* known = findKnownProvider(provider);
    return known != nullptr && known->dialect == Dialect::Anthropic ? Dialect::Anthropic
                                                                    : Dialect::OpenAiChat;
}

} // namespace

ProviderRoute routeOf(std::string_view method, std::string_view target)
{
    const std::string_view path = target.substr(0, target.find('?'));
    if (path.starts_with("/control/")) {
        return controlRoute(method, path);
    }
    const std::size_t nameEnd = std::min(path.find('/', 1), path.size());
    const std::string provider =
        path.starts_with('/') ? decodedName(path.substr(1, nameEnd - 1)) : std::string();
    for (const ProviderPath& known : kPaths) {
        if (provider.empty() || path.substr(nameEnd) != known.rest) {
            continue;
        }
        if (method != known.method) {
            return badMethod(known.method);
        }
        const bool isList = known.kind == RouteKind::Models;
        return {known.kind, isList ? listDialect(provider) : known.dialect, provider, {}};
    }
    return {};
}

} // namespace understudy
