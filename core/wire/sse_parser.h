// Server-sent events from bytes, in any chunking (WHATWG HTML 9.2). Strict: an event that lacks its
// final blank line is not dispatched; whoever knows the dialect may ask for it at the end.
// Works on bytes: a chunk may end inside a UTF-8 sequence, a line end or the byte order mark.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

struct SseLimits
{
    std::size_t lineBytes = 1024 * 1024;
    std::size_t eventBytes = 4 * 1024 * 1024; // all data lines of one event
};

struct SseEvent
{
    std::string type = "message";
    std::string data; // valid UTF-8
    std::string id;   // the last one seen; no reconnection is ever made with it

    bool operator==(const SseEvent&) const = default;
};

enum class SseFault : std::uint8_t
{
    None,
    LineTooLong,
    EventTooLong,
};

class SseSink
{
public:
    virtual ~SseSink() = default;
    // May not call back into the parser.
    virtual void onEvent(const SseEvent& event) = 0;
};

class SseParser
{
public:
    explicit SseParser(SseLimits limits = {});

    // After a fault all further bytes are ignored.
    void feed(std::string_view bytes, SseSink& sink);

    // What would be dispatched if the stream had ended properly after the last byte; empty when no
    // data is pending.
    std::optional<SseEvent> pendingAtEnd() const;

    SseFault fault() const { return m_fault; }
    std::optional<std::int64_t> retryMilliseconds() const { return m_retry; }

private:
    struct Fields
    {
        std::string type;
        std::string data; // each line followed by LF
        std::string id;   // outlives its event
    };

    void skipByteOrderMark(std::string_view& bytes);
    void takeLine(std::string_view line, SseSink& sink);
    void takeField(std::string_view name, std::string_view value);
    void dispatch(SseSink& sink);
    void completeEvent();
    void fail(SseFault fault);

    SseLimits m_limits;
    SseFault m_fault = SseFault::None;
    std::string m_line; // the part of the current line that came in earlier chunks
    Fields m_fields;
    SseEvent m_event; // dispatched last
    std::optional<std::int64_t> m_retry;
    std::size_t m_markBytes = 0; // of the byte order mark matched so far
    bool m_isAtStart = true;
    bool m_skipsLineFeed = false; // the last byte was a CR, which ended its line at once
};

} // namespace understudy
