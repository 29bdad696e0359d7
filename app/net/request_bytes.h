// An HTTP/1.1 request as it goes out. A pure function.
#pragma once

#include "core/wire/http_message.h"

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

// Adds Host, Connection, Content-Length and, unless the request has its own, User-Agent. Empty when
// a part of it is not fit for the wire: nothing may smuggle a line end into a request.
std::optional<std::string> requestBytes(const HttpRequest& request, std::string_view userAgent);

} // namespace understudy
