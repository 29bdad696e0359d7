// Seam 3: one HTTP exchange at a time, hiding nothing: one open() is exactly one request on the
// wire (a stale kept-alive connection may cost one uncounted resend before any byte came back).
#pragma once

#include "core/base/time.h"
#include "core/wire/http_message.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

using ExchangeId = std::uint64_t;

enum class TransportFault : std::uint8_t
{
    Dns,
    Refused, // or unreachable
    Tls,
    TlsCertificate,
    Proxy,
    ResetBeforeHead, // reset or closed before the response head was whole
    ResetInBody,
    EndInBody, // clean close before the body was whole
    Malformed, // not HTTP
    Local,     // our own side: no socket, no memory
};

std::string_view name(TransportFault fault);

struct TransportFailure
{
    TransportFault fault = TransportFault::Local;
    std::string message; // names host and port, never a header value
};

// Called later, from the event loop of the transport's thread; never from within open or cancel.
class HttpSink
{
public:
    virtual ~HttpSink() = default;
    virtual void onConnected(ExchangeId id) = 0; // at once on a kept-alive connection
    virtual void onHead(ExchangeId id, const ResponseHead& head) = 0;
    virtual void onBody(ExchangeId id, std::string_view bytes) = 0;
    virtual void onEnd(ExchangeId id) = 0; // the message was whole
    virtual void onFailure(ExchangeId id, const TransportFailure& failure) = 0;
};

class HttpTransport
{
public:
    virtual ~HttpTransport() = default;
    // `sink` must outlive the exchange. Ids are the caller's and unique among live exchanges.
    virtual void open(ExchangeId id, HttpRequest request, HttpSink& sink) = 0;
    // Closes the exchange's connection; its sink hears nothing more.
    virtual void cancel(ExchangeId id) = 0;
};

} // namespace understudy
