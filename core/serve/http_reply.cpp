#include "core/serve/http_reply.h"

#include <array>
#include <utility>

namespace understudy {

std::string_view reasonOf(std::uint16_t status)
{
    using Reason = std::pair<std::uint16_t, std::string_view>;
    static constexpr std::array kReasons{
        Reason{200, "OK"},
        Reason{400, "Bad Request"},
        Reason{401, "Unauthorized"},
        Reason{402, "Payment Required"},
        Reason{403, "Forbidden"},
        Reason{404, "Not Found"},
        Reason{405, "Method Not Allowed"},
        Reason{408, "Request Timeout"},
        Reason{409, "Conflict"},
        Reason{413, "Content Too Large"},
        Reason{422, "Unprocessable Content"},
        Reason{429, "Too Many Requests"},
        Reason{431, "Request Header Fields Too Large"},
        Reason{500, "Internal Server Error"},
        Reason{502, "Bad Gateway"},
        Reason{503, "Service Unavailable"},
        Reason{504, "Gateway Timeout"},
        Reason{505, "HTTP Version Not Supported"},
        Reason{529, "Overloaded"},
    };
    for (const auto& [known, reason] : kReasons) {
        if (known == status) {
            return reason;
        }
    }
    return "Unknown";
}

std::string replyHead(std::uint16_t status, const HttpHeaders& headers)
{
    std::string head = "HTTP/1.1 " + std::to_string(status) + ' ';
    head += reasonOf(status);
    head += "\r\n";
    for (const auto& [name, value] : headers) {
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

std::string wholeReply(std::uint16_t status, HttpHeaders headers, std::string_view body)
{
    headers.emplace_back("content-length", std::to_string(body.size()));
    return replyHead(status, headers).append(body);
}

std::string chunk(std::string_view bytes)
{
    if (bytes.empty()) {
        return {};
    }
    std::string size;
    for (std::size_t rest = bytes.size(); rest > 0; rest /= 16) {
        size.insert(size.begin(), "0123456789abcdef"[rest % 16]);
    }
    return size.append("\r\n").append(bytes).append("\r\n");
}

} // namespace understudy
