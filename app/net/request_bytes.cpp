#include "app/net/request_bytes.h"

#include "core/base/text.h"
#include "core/wire/http_syntax.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

// The transport's own business; what a request says of it is dropped.
bool isFraming(std::string_view name)
{
    constexpr std::array<std::string_view, 4> kFraming{"host", "content-length", "connection",
                                                       "transfer-encoding"};
    return std::any_of(kFraming.begin(), kFraming.end(), [name](std::string_view framing) {
        return equalsIgnoringCase(framing, name);
    });
}

void addLine(std::string& bytes, std::string_view name, std::string_view value)
{
    bytes.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

std::optional<std::string> requestBytes(const HttpRequest& request, std::string_view userAgent)
{
    if (!isToken(request.method) || !isTarget(request.url.path)) {
        return std::nullopt;
    }
    std::string bytes = request.method + ' ' + request.url.path + " HTTP/1.1\r\n";
    addLine(bytes, "Host", request.url.hostHeader());
    addLine(bytes, "Connection", "keep-alive");
    if (!findHeader(request.headers, "user-agent")) {
        addLine(bytes, "User-Agent", userAgent);
    }
    for (const auto& [name, value] : request.headers) {
        if (!isToken(name) || !isFieldText(value)) {
            return std::nullopt;
        }
        if (!isFraming(name)) {
            addLine(bytes, name, value);
        }
    }
    if (!request.body.empty() || request.method != "GET") {
        addLine(bytes, "Content-Length", std::to_string(request.body.size()));
    }
    return bytes.append("\r\n").append(request.body);
}

} // namespace understudy
