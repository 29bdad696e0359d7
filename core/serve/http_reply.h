// The server's side of HTTP/1.1 as bytes. Pure functions.
#pragma once

#include "core/wire/http_message.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

std::string_view reasonOf(std::uint16_t status); // "Not Found"; "Unknown" for the unheard-of

// A head with its empty line. The caller adds what delimits the body.
std::string replyHead(std::uint16_t status, const HttpHeaders& headers);

// A reply of known length; adds Content-Length.
std::string wholeReply(std::uint16_t status, HttpHeaders headers, std::string_view body);

// One chunk of a body sent with `transfer-encoding: chunked`; nothing for no bytes, since an empty
// chunk would end the body.
std::string chunk(std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

} // namespace understudy
