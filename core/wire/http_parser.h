// An incremental HTTP/1.1 parser for both directions: strict, limited, Qt-free. It never guesses:
// what is not a well-formed message is a fault, told apart by kind.
#pragma once

#include "core/wire/http_message.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

struct HttpLimits
{
    std::size_t headBytes = 256 * 1024; // start line and headers together
    std::size_t headerCount = 1'000;
    std::size_t chunkLineBytes = 4 * 1024;
    std::uint64_t bodyBytes = UINT64_MAX;
    std::uint32_t interimResponses = 32; // 1xx before the final one
};

enum class HttpFault : std::uint8_t
{
    None,
    BadStartLine,
    BadHeader,
    BadLength, // unusable or contradictory Content-Length / Transfer-Encoding
    BadChunk,
    TooLarge,  // a limit of HttpLimits
    EndInHead, // end of file before the head was whole (with zero bytes read too)
    EndInBody, // end of file before the body was whole
    Trailing,  // bytes after a message that ends the connection
};

std::string_view name(HttpFault fault);

class HttpParserSink
{
public:
    virtual ~HttpParserSink() = default;
    virtual void onRequestHead(RequestHead&&) {}
    virtual void onResponseHead(ResponseHead&&) {} // the final one; interim ones are skipped
    virtual void onBody(std::string_view) {}       // decoded: no chunk framing
    virtual void onMessageEnd() {}
};

class HttpParser
{
public:
    enum class Role : std::uint8_t
    {
        Request,
        Response
    };

    explicit HttpParser(Role role, HttpLimits limits = {});

    // Consumes bytes up to the end of the message and returns how many. Stops at a fault.
    // The sink may not call back into the parser.
    std::size_t feed(std::string_view bytes, HttpParserSink& sink);
    // The peer sent FIN: ends a body that is delimited by it, else raises a fault.
    void feedEnd(HttpParserSink& sink);

    bool isComplete() const;                     // a whole message was read
    bool hasStarted() const;                     // at least one byte of the message was read
    bool headDone() const;                       // the head was read to its end
    bool isHttp10() const { return m_isHttp10; } // of the head read last
    HttpFault fault() const { return m_fault; }
    // After a complete message: may the connection carry another one?
    bool keepsAlive() const { return m_keepAlive; }

    // Ready for the next message on the same connection.
    void reset();

private:
    enum class State : std::uint8_t
    {
        StartLine,
        Headers,
        FixedBody,
        BodyToEnd,
        ChunkSize,
        ChunkData,
        ChunkDataEnd,
        Trailers,
        Complete,
        Failed,
    };

    bool takeLine(std::string_view& bytes);
    bool isStranger(char c) const;
    std::size_t lineLimit() const;
    HttpFault lineFault() const;
    void onLine(HttpParserSink& sink);
    void onStartLine();
    bool readRequestLine();
    bool readStatusLine();
    bool readVersion(std::string_view version);
    void onHeaderLine();
    void onHeadEnd(HttpParserSink& sink);
    void skipInterim();
    void enterBody(bool isChunked, std::optional<std::uint64_t> length);
    void onChunkSize();
    void takeBody(std::string_view& bytes, HttpParserSink& sink);
    void complete(HttpParserSink& sink);
    void fail(HttpFault fault);

    Role m_role;
    HttpLimits m_limits;
    State m_state = State::StartLine;
    HttpFault m_fault = HttpFault::None;
    std::string m_line;
    std::size_t m_headBytes = 0; // of the head being read, and of trailers
    std::size_t m_headerCount = 0;
    std::uint32_t m_interim = 0;
    std::uint64_t m_bodyLeft = 0;
    std::uint64_t m_bodySeen = 0;
    bool m_lineHasCr = false;
    bool m_headDone = false;
    bool m_keepAlive = false;
    bool m_isHttp10 = false;
    RequestHead m_request;
    ResponseHead m_response;
};

} // namespace understudy
