#include "core/wire/http_parser.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/http_syntax.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace understudy {

std::string_view name(HttpFault fault)
{
    switch (fault) {
    case HttpFault::None: return "none";
    case HttpFault::BadStartLine: return "bad_start_line";
    case HttpFault::BadHeader: return "bad_header";
    case HttpFault::BadLength: return "bad_length";
    case HttpFault::BadChunk: return "bad_chunk";
    case HttpFault::TooLarge: return "too_large";
    case HttpFault::EndInHead: return "end_in_head";
    case HttpFault::EndInBody: return "end_in_body";
    case HttpFault::Trailing: return "trailing";
    }
    US_UNREACHABLE();
}

HttpParser::HttpParser(Role role, HttpLimits limits)
    : m_role(role)
    , m_limits(limits)
{}

std::size_t HttpParser::feed(std::string_view bytes, HttpParserSink& sink)
{
    const std::size_t offered = bytes.size();
    while (!bytes.empty() && m_state != State::Complete && m_state != State::Failed) {
        if (m_state == State::FixedBody || m_state == State::BodyToEnd ||
            m_state == State::ChunkData) {
            takeBody(bytes, sink);
        } else if (takeLine(bytes)) {
            onLine(sink);
            m_line.clear();
        }
    }
    if (m_state == State::Complete && !m_keepAlive && !bytes.empty()) {
        fail(HttpFault::Trailing);
    }
    return offered - bytes.size();
}

void HttpParser::feedEnd(HttpParserSink& sink)
{
    if (m_state == State::BodyToEnd) {
        complete(sink);
    } else if (m_state == State::StartLine || m_state == State::Headers) {
        fail(HttpFault::EndInHead);
    } else if (m_state != State::Complete && m_state != State::Failed) {
        fail(HttpFault::EndInBody);
    }
}

bool HttpParser::isComplete() const { return m_state == State::Complete; }

bool HttpParser::hasStarted() const
{
    return m_state != State::StartLine || m_headBytes > 0 || m_interim > 0;
}

bool HttpParser::headDone() const { return m_headDone; }

void HttpParser::reset() { *this = HttpParser(m_role, m_limits); }

// True when m_line holds a whole line without its CRLF. Counts byte by byte, so that every fault
// falls on the same byte however the message was cut.
bool HttpParser::takeLine(std::string_view& bytes)
{
    const bool isChunkLine = m_state == State::ChunkSize || m_state == State::ChunkDataEnd;
    while (!bytes.empty()) {
        const char c = bytes.front();
        bytes.remove_prefix(1);
        m_headBytes += isChunkLine ? 0 : 1;
        if (m_headBytes > m_limits.headBytes || m_line.size() > lineLimit()) {
            fail(HttpFault::TooLarge);
            return false;
        }
        const bool isSurplus = m_state == State::ChunkDataEnd && c != '\r' && c != '\n';
        const bool isUnpaired = m_lineHasCr != (c == '\n'); // CR and LF come only as a pair
        if (isUnpaired || isSurplus || isStranger(c)) {
            fail(lineFault());
            return false;
        }
        if (c == '\n') {
            m_lineHasCr = false;
            return true;
        }
        m_lineHasCr = c == '\r';
        if (!m_lineHasCr) {
            m_line += c;
        }
    }
    return false;
}

// Another protocol on the port shows at its first letters, often without ever ending a line.
bool HttpParser::isStranger(char c) const
{
    constexpr std::string_view kGreeting = "HTTP/1.";
    return m_role == Role::Response && m_state == State::StartLine &&
           m_line.size() < kGreeting.size() && c != kGreeting[m_line.size()];
}

std::size_t HttpParser::lineLimit() const
{
    return m_state == State::ChunkSize || m_state == State::ChunkDataEnd ? m_limits.chunkLineBytes
                                                                         : m_limits.headBytes;
}

// How a line that is not a line is called, by where it stands.
HttpFault HttpParser::lineFault() const
{
    if (m_state == State::StartLine) {
        return HttpFault::BadStartLine;
    }
    return m_state == State::Headers || m_state == State::Trailers ? HttpFault::BadHeader
                                                                   : HttpFault::BadChunk;
}

void HttpParser::onLine(HttpParserSink& sink)
{
    switch (m_state) {
    case State::StartLine: onStartLine(); break;
    case State::Headers: m_line.empty() ? onHeadEnd(sink) : onHeaderLine(); break;
    case State::Trailers: m_line.empty() ? complete(sink) : onHeaderLine(); break;
    case State::ChunkSize: onChunkSize(); break;
    case State::ChunkDataEnd: m_state = State::ChunkSize; break;
    case State::FixedBody:
    case State::BodyToEnd:
    case State::ChunkData:
    case State::Complete:
    case State::Failed: US_UNREACHABLE();
    }
}

void HttpParser::onStartLine()
{
    m_state = State::Headers;
    const bool isUsable = m_role == Role::Request ? readRequestLine() : readStatusLine();
    if (!isUsable) {
        fail(HttpFault::BadStartLine);
    }
}

bool HttpParser::readRequestLine()
{
    const std::string_view line = m_line;
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return false;
    }
    m_request.method = line.substr(0, first);
    m_request.target = line.substr(first + 1, last - first - 1);
    return isToken(m_request.method) && isTarget(m_request.target) &&
           readVersion(line.substr(last + 1));
}

bool HttpParser::readStatusLine()
{
    constexpr std::size_t kCodeAt = 9; // "HTTP/1.1 200"
    constexpr std::size_t kCodeEnd = 12;
    const std::string_view line = m_line;
    const bool hasReason = line.size() > kCodeEnd;
    if (line.size() < kCodeEnd || line[kCodeAt - 1] != ' ' ||
        (hasReason && line[kCodeEnd] != ' ')) {
        return false;
    }
    const std::optional<std::uint64_t> status =
        parseLength(line.substr(kCodeAt, kCodeEnd - kCodeAt));
    if (!status || *status < 100 || *status > 599) {
        return false;
    }
    m_response.status = static_cast<std::uint16_t>(*status);
    m_response.reason = hasReason ? line.substr(kCodeEnd + 1) : std::string_view{};
    return isFieldText(m_response.reason) && readVersion(line.substr(0, kCodeAt - 1));
}

bool HttpParser::readVersion(std::string_view version)
{
    m_isHttp10 = version == "HTTP/1.0";
    return m_isHttp10 || version == "HTTP/1.1";
}

// Trailers pass the same checks, but nobody reads them.
void HttpParser::onHeaderLine()
{
    const std::string_view line = m_line;
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, std::min(colon, line.size()));
    if (colon == std::string_view::npos || !isToken(name) || !isFieldText(line)) {
        fail(HttpFault::BadHeader); // a folded line begins with a blank, which no name does
        return;
    }
    if (++m_headerCount > m_limits.headerCount) {
        fail(HttpFault::TooLarge);
        return;
    }
    if (m_state == State::Headers) {
        HttpHeaders& headers = m_role == Role::Request ? m_request.headers : m_response.headers;
        headers.emplace_back(name, trimmed(line.substr(colon + 1)));
    }
}

void HttpParser::onHeadEnd(HttpParserSink& sink)
{
    if (m_role == Role::Response && m_response.status < 200) {
        skipInterim();
        return;
    }
    m_headDone = true;
    const HttpHeaders& headers = m_role == Role::Request ? m_request.headers : m_response.headers;
    const BodyFraming framing = framingOf(headers, m_isHttp10);
    if (!framing.isValid) {
        fail(HttpFault::BadLength);
        return;
    }
    m_keepAlive = !hasConnectionOption(headers, "close") &&
                  (!m_isHttp10 || hasConnectionOption(headers, "keep-alive"));
    enterBody(framing.isChunked, framing.length);
    if (m_state == State::Failed) {
        return;
    }
    if (m_role == Role::Request) {
        sink.onRequestHead(std::move(m_request));
    } else {
        sink.onResponseHead(std::move(m_response));
    }
    if (m_state == State::Complete) {
        complete(sink);
    }
}

// 101 would hand the connection to a protocol that nobody asked for.
void HttpParser::skipInterim()
{
    constexpr std::uint16_t kSwitchingProtocols = 101;
    if (m_response.status == kSwitchingProtocols) {
        fail(HttpFault::BadStartLine);
    } else if (++m_interim > m_limits.interimResponses) {
        fail(HttpFault::TooLarge);
    } else {
        m_response = {};
        m_headBytes = 0;
        m_headerCount = 0;
        m_state = State::StartLine;
    }
}

void HttpParser::enterBody(bool isChunked, std::optional<std::uint64_t> length)
{
    const bool isRequest = m_role == Role::Request;
    const bool isBodiless = !isRequest && (m_response.status == 204 || m_response.status == 304);
    if (isBodiless || length == 0U || (isRequest && !isChunked && !length)) {
        m_state = State::Complete;
    } else if (isChunked) {
        m_state = State::ChunkSize;
    } else if (!length) {
        m_state = State::BodyToEnd;
        m_keepAlive = false;
    } else if (*length > m_limits.bodyBytes) {
        fail(HttpFault::TooLarge);
    } else {
        m_state = State::FixedBody;
        m_bodyLeft = *length;
    }
}

void HttpParser::onChunkSize()
{
    const std::optional<std::uint64_t> size = parseChunkSize(m_line);
    if (!size) {
        fail(HttpFault::BadChunk);
    } else if (*size > m_limits.bodyBytes - m_bodySeen) {
        fail(HttpFault::TooLarge);
    } else {
        m_bodyLeft = *size;
        m_state = *size == 0 ? State::Trailers : State::ChunkData;
    }
}

void HttpParser::takeBody(std::string_view& bytes, HttpParserSink& sink)
{
    const bool isOpenEnded = m_state == State::BodyToEnd;
    const std::uint64_t room = isOpenEnded ? m_limits.bodyBytes - m_bodySeen : m_bodyLeft;
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size()));
    if (isOpenEnded && taken == 0) {
        fail(HttpFault::TooLarge);
        return;
    }
    const std::string_view piece = bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    m_bodySeen += taken;
    sink.onBody(piece);
    if (isOpenEnded) {
        return;
    }
    m_bodyLeft -= taken;
    if (m_bodyLeft == 0 && m_state == State::ChunkData) {
        m_state = State::ChunkDataEnd;
    } else if (m_bodyLeft == 0) {
        complete(sink);
    }
}

void HttpParser::complete(HttpParserSink& sink)
{
    m_state = State::Complete;
    sink.onMessageEnd();
}

void HttpParser::fail(HttpFault fault)
{
    m_state = State::Failed;
    m_fault = fault;
    m_keepAlive = false;
}

} // namespace understudy
