#include "core/wire/http_message.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::size_t kLongestHost = 253; // RFC 1035 2.3.4, in text form

std::uint16_t defaultPort(bool isSecure) { return isSecure ? kHttpsPort : kHttpPort; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHostCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

bool isAddressCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
}

// What is not visible ASCII, and the backslash that browsers read as a slash, is refused outright:
// two readers of such an address may disagree on the host.
bool isPlainAddress(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '#'; });
}

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    constexpr std::size_t kMostDigits = 5;
    if (text.size() > kMostDigits || !std::all_of(text.begin(), text.end(), isDigit)) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> port = parseInteger(text);
    if (!port || *port < 1 || *port > UINT16_MAX) {
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(*port);
}

bool isHostName(std::string_view host)
{
    const bool dotsAreInside =
        !host.starts_with('.') && !host.ends_with('.') && host.find("..") == std::string_view::npos;
    return !host.empty() && host.size() <= kLongestHost && dotsAreInside &&
           std::all_of(host.begin(), host.end(), isHostCharacter);
}

bool isBracketedHost(std::string_view host)
{
    return std::count(host.begin(), host.end(), ':') >= 2 &&
           std::all_of(host.begin(), host.end(), isAddressCharacter);
}

// Reads "host", "host:port", "[v6]" or "[v6]:port" into `url`.
bool readAuthority(std::string_view authority, HttpUrl& url)
{
    const bool isBracketed = authority.starts_with('[');
    const std::size_t hostEnd = isBracketed ? authority.find(']') : authority.find(':');
    if (isBracketed && hostEnd == std::string_view::npos) {
        return false;
    }
    url.host =
        lowered(isBracketed ? authority.substr(1, hostEnd - 1) : authority.substr(0, hostEnd));
    std::string_view rest;
    if (hostEnd != std::string_view::npos) {
        rest = authority.substr(isBracketed ? hostEnd + 1 : hostEnd);
    }
    if (isBracketed ? !isBracketedHost(url.host) : !isHostName(url.host)) {
        return false;
    }
    if (rest.empty()) {
        url.port = defaultPort(url.isSecure);
        return true;
    }
    const std::optional<std::uint16_t> port =
        rest.starts_with(':') ? parsePort(rest.substr(1)) : std::nullopt;
    url.port = port.value_or(0);
    return port.has_value();
}

bool isLoopbackAddress(std::string_view host)
{
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        const std::size_t dot = host.find('.');
        if ((dot == std::string_view::npos) != isLast) {
            return false;
        }
        parts[i] = host.substr(0, dot);
        host.remove_prefix(isLast ? host.size() : dot + 1);
    }
    const auto isOctet = [](std::string_view part) { // "010" is eight to some readers
        return (part == "0" || !part.starts_with('0')) && !part.empty() && part.size() <= 3 &&
               std::all_of(part.begin(), part.end(), isDigit) && *parseInteger(part) <= 255;
    };
    return parts[0] == "127" && std::all_of(parts.begin(), parts.end(), isOctet);
}

} // namespace

std::optional<std::string_view> findHeader(const HttpHeaders& headers, std::string_view name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const auto& header) {
        return equalsIgnoringCase(header.first, name);
    });
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::string HttpUrl::origin() const { return (isSecure ? "https://" : "http://") + hostHeader(); }

std::string HttpUrl::hostHeader() const
{
    const bool isVersion6 = host.find(':') != std::string::npos;
    std::string text = isVersion6 ? '[' + host + ']' : host;
    if (port != defaultPort(isSecure)) {
        text += ':' + std::to_string(port);
    }
    return text;
}

bool HttpUrl::isLoopback() const
{
    return host == "localhost" || host == "::1" || isLoopbackAddress(host);
}

std::optional<HttpUrl> parseUrl(std::string_view text)
{
    const std::size_t schemeEnd = text.find("://");
    if (schemeEnd == std::string_view::npos || !isPlainAddress(text)) {
        return std::nullopt;
    }
    const std::string scheme = lowered(text.substr(0, schemeEnd));
    if (scheme != "http" && scheme != "https") {
        return std::nullopt;
    }
    HttpUrl url;
    url.isSecure = scheme == "https";
    text.remove_prefix(schemeEnd + 3);
    const std::size_t authorityEnd = std::min(text.find_first_of("/?"), text.size());
    const std::string_view authority = text.substr(0, authorityEnd);
    if (authority.find('@') != std::string_view::npos || !readAuthority(authority, url)) {
        return std::nullopt;
    }
    const std::string_view path = text.substr(authorityEnd);
    url.path = path.starts_with('/') ? std::string(path) : '/' + std::string(path);
    return url;
}

} // namespace understudy
