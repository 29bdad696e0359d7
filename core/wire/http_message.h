// HTTP/1.1 heads as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The first value of that name, ASCII case ignored; empty optional when absent.
std::optional<std::string_view> findHeader(const HttpHeaders& headers, std::string_view name);

struct RequestHead
{
    std::string method; // "POST"
    std::string target; // "/v1/messages?x=1", as sent
    HttpHeaders headers;

    bool operator==(const RequestHead&) const = default;
};

struct ResponseHead
{
    std::uint16_t status = 0;
    std::string reason;
    HttpHeaders headers;

    bool operator==(const ResponseHead&) const = default;
};

// An absolute http or https address. Userinfo and fragments are refused.
struct HttpUrl
{
    bool isSecure = false;
    std::string host; // lower case, IPv6 without brackets
    std::uint16_t port = 0;
    std::string path; // with query; "/" at least

    std::string origin() const; // "https://api.openai.com", port only when not the scheme's own
    std::string hostHeader() const;
    bool isLoopback() const; // 127.0.0.0/8, ::1, localhost
    bool operator==(const HttpUrl&) const = default;
};

std::optional<HttpUrl> parseUrl(std::string_view text);

struct HttpRequest
{
    std::string method = "POST";
    HttpUrl url;
    HttpHeaders headers; // without Host and Content-Length: the transport adds them
    std::string body;
};

} // namespace understudy
