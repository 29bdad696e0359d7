#include "core/plan/url_shape.h"

#include "core/base/text.h"

#include <algorithm>

namespace understudy {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isAll(std::string_view text, std::string_view allowed)
{
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

// Four decimal numbers from 0 to 255 without leading zeros.
bool isDottedQuad(std::string_view host)
{
    for (int part = 0; part < 4; ++part) {
        const std::size_t end = part < 3 ? host.find('.') : host.size();
        if (end == std::string_view::npos) {
            return false;
        }
        const std::string_view digits = host.substr(0, end);
        const auto value = parseInteger(digits);
        const bool isPlain = isAll(digits, "0123456789") && (digits == "0" || digits[0] != '0');
        if (!value || !isPlain || *value > 255) {
            return false;
        }
        host.remove_prefix(std::min(end + 1, host.size()));
    }
    return host.empty();
}

// Numbers such as 2130706433 or 0x7f000001 are addresses in disguise.
bool looksNumeric(std::string_view host)
{
    const std::string_view last = host.substr(host.rfind('.') + 1);
    return !last.empty() && (isAll(last, "0123456789") || last.starts_with("0x"));
}

std::string problemOfName(std::string_view host)
{
    if (host.size() > 253 || host.front() == '.' || host.back() == '.' ||
        host.find("..") != std::string_view::npos) {
        return "the host must be a name without empty parts and without a dot at its end";
    }
    if (!isAll(host, "abcdefghijklmnopqrstuvwxyz0123456789-._")) {
        return "the host must be ASCII letters, digits, '-' and '.'; write other alphabets in "
               "punycode (xn--)";
    }
    if (looksNumeric(host) && !isDottedQuad(host)) {
        return "a numeric host must be four numbers from 0 to 255, such as 127.0.0.1";
    }
    return {};
}

std::string problemOfPort(std::string_view port)
{
    const auto value = parseInteger(port);
    const bool isPort = value && isDigit(port.front()) && *value >= 1 && *value <= 65535;
    return isPort ? "" : "the port must be a number from 1 to 65535";
}

struct Authority
{
    std::string host; // lower case, without brackets
    std::string_view port;
    bool hasPort = false;
    bool isBracketed = false;
};

Authority splitAuthority(std::string_view text)
{
    Authority result;
    std::size_t end = text.find(':');
    result.isBracketed = text.starts_with('[') && text.find(']') != std::string_view::npos;
    if (result.isBracketed) {
        const std::size_t close = text.find(']');
        result.host = lowered(text.substr(1, close - 1));
        end = close + 1 < text.size() ? close + 1 : std::string_view::npos;
    } else {
        result.host = lowered(text.substr(0, end));
    }
    if (end != std::string_view::npos) {
        result.hasPort = true;
        result.port = text[end] == ':' ? text.substr(end + 1) : std::string_view("?");
    }
    return result;
}

std::string problemOfAuthority(std::string_view text, bool isSecure)
{
    if (text.find('@') != std::string_view::npos) {
        return "must not hold a user or password; keys live in the keychain";
    }
    const Authority authority = splitAuthority(text);
    if (authority.host.empty()) {
        return "has no host";
    }
    const bool looksLikeVersion6 =
        isAll(authority.host, "0123456789abcdef:.") &&
        std::count(authority.host.begin(), authority.host.end(), ':') >= 2;
    if (authority.isBracketed && !looksLikeVersion6) {
        return "what stands in brackets must be an IPv6 address";
    }
    std::string problem = authority.isBracketed ? "" : problemOfName(authority.host);
    if (problem.empty() && authority.hasPort) {
        problem = problemOfPort(authority.port);
    }
    if (problem.empty() && !isSecure && !isLoopbackHost(authority.host)) {
        return "must be https; plain http is allowed to this computer only (127.0.0.1, ::1, "
               "localhost)";
    }
    return problem;
}

} // namespace

bool isLoopbackHost(std::string_view host)
{
    return equalsIgnoringCase(host, "localhost") || host == "::1" ||
           (host.starts_with("127.") && isDottedQuad(host));
}

std::string problemOfBaseUrl(std::string_view url)
{
    if (hasControlCharacter(url) || url.find_first_of(" \\\"<>^`{|}") != std::string_view::npos) {
        return "must not hold control characters, blanks or any of \\ \" < > ^ ` { | }";
    }
    const bool isSecure = lowered(url.substr(0, 8)) == "https://";
    const bool isPlain = lowered(url.substr(0, 7)) == "http://";
    if (!isSecure && !isPlain) {
        return "must be an absolute address that begins with https:// or http://";
    }
    if (url.find('#') != std::string_view::npos) {
        return "must not hold a fragment ('#')";
    }
    const std::string_view rest = url.substr(isSecure ? 8 : 7);
    std::string problem = problemOfAuthority(rest.substr(0, rest.find_first_of("/?")), isSecure);
    const bool isAscii =
        std::all_of(url.begin(), url.end(), [](char c) { return (c & 0x80) == 0; });
    return problem.empty() && !isAscii
               ? "must be ASCII; write other characters of the path as %XX of their UTF-8"
               : problem;
}

} // namespace understudy
