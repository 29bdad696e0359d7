// What answers HTTP requests, seen from whoever owns the sockets. One session per connection: it is
// given whole requests, one at a time, and writes its reply piece by piece whenever it likes.
#pragma once

#include "core/wire/http_message.h"

#include <memory>
#include <string>
#include <string_view>

namespace understudy {

// A session's way out. Outlives its session. A call may end the connection, but never destroys the
// session before it returned.
class ReplyChannel
{
public:
    virtual ~ReplyChannel() = default;
    virtual void write(std::string_view bytes) = 0; // goes out without waiting for more
    virtual void endReply() = 0;                    // the next request may come
    virtual void closeCleanly() = 0;                // FIN after what was written
    virtual void reset() = 0;                       // RST
};

// Destroyed when the client is gone: then it must stop by itself.
class HttpSession
{
public:
    virtual ~HttpSession() = default;
    // Not called again before endReply.
    virtual void onRequest(const RequestHead& head, std::string_view body) = 0;
};

class HttpService
{
public:
    virtual ~HttpService() = default;
    virtual std::unique_ptr<HttpSession> open(ReplyChannel& channel) = 0;
};

} // namespace understudy
