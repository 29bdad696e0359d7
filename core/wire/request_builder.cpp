#include "core/wire/request_builder.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace understudy {

namespace {

constexpr auto kReservedHeaders = std::to_array<std::string_view>({
    "host",
    "connection",
    "content-length",
    "content-type",
    "transfer-encoding",
    "accept-encoding",
    "origin",
    "cookie",
    "authorization",
    "proxy-authorization",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
});

void setHeader(HttpHeaders& headers, const std::string& name, const std::string& value)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&name](const auto& header) {
        return equalsIgnoringCase(header.first, name);
    });
    if (found != headers.end()) {
        found->second = value;
    } else {
        headers.emplace_back(name, value);
    }
}

} // namespace

EncodedRequest buildRequest(const Codec& codec, const ChatRequest& chat, const Endpoint& endpoint,
                            const Secret& key)
{
    EncodedRequest request = codec.encode(chat, endpoint);
    HttpHeaders& headers = request.http.headers;
    setHeader(headers, "content-type", "application/json");
    setHeader(headers, "accept", "text/event-stream, application/json");
    setHeader(headers, "user-agent", "understudy");
    for (const auto& [name, value] : endpoint.headers) {
        if (!isReservedHeader(name)) {
            setHeader(headers, name, value);
        }
    }
    // Compressed streams would come in bursts and hide the timing that is to be seen.
    setHeader(headers, "accept-encoding", "identity");
    addAuthentication(headers, endpoint.auth, key);
    return request;
}

void addAuthentication(HttpHeaders& headers, AuthStyle style, const Secret& key)
{
    switch (style) {
    case AuthStyle::None: return;
    case AuthStyle::Bearer: headers.emplace_back("authorization", "Bearer " + key.reveal()); return;
    case AuthStyle::XApiKey: headers.emplace_back("x-api-key", key.reveal()); return;
    case AuthStyle::ApiKey: headers.emplace_back("api-key", key.reveal()); return;
    case AuthStyle::XGoogApiKey: headers.emplace_back("x-goog-api-key", key.reveal()); return;
    }
    US_UNREACHABLE();
}

HttpUrl withPath(const HttpUrl& base, std::string_view suffix)
{
    HttpUrl url = base;
    const std::size_t query = std::min(base.path.find('?'), base.path.size());
    std::string path = base.path.substr(0, query);
    while (path.ends_with('/')) {
        path.pop_back();
    }
    url.path = path + std::string(suffix) + base.path.substr(query);
    return url;
}

bool isReservedHeader(std::string_view name)
{
    return std::any_of(
               kReservedHeaders.begin(), kReservedHeaders.end(),
               [name](std::string_view reserved) { return equalsIgnoringCase(name, reserved); }) ||
           lowered(name).starts_with("x-understudy-");
}

} // namespace understudy
