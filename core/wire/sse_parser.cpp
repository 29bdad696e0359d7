#include "core/wire/sse_parser.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool isDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void makeValid(std::string& text)
{
    if (!isValidUtf8(text)) {
        text = validUtf8(text);
    }
}

// A loop of its own: find_first_of takes several times as long.
std::size_t lineEnd(std::string_view bytes)
{
    const auto isEnd = [](char c) { return c == '\n' || c == '\r'; };
    return static_cast<std::size_t>(std::find_if(bytes.begin(), bytes.end(), isEnd) -
                                    bytes.begin());
}

} // namespace

SseParser::SseParser(SseLimits limits)
    : m_limits(limits)
{}

void SseParser::feed(std::string_view bytes, SseSink& sink)
{
    if (m_isAtStart) {
        skipByteOrderMark(bytes);
    }
    while (!bytes.empty() && m_fault == SseFault::None) {
        if (m_skipsLineFeed) {
            m_skipsLineFeed = false;
            if (bytes.front() == '\n') {
                bytes.remove_prefix(1);
                continue;
            }
        }
        const std::size_t end = lineEnd(bytes);
        const std::string_view part = bytes.substr(0, end);
        if (m_line.size() + part.size() > m_limits.lineBytes) {
            return fail(SseFault::LineTooLong);
        }
        if (end == bytes.size()) {
            m_line += part;
            return;
        }
        // A CR ends its line at once: waiting for a LF would hold back the last event.
        m_skipsLineFeed = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        if (m_line.empty()) {
            takeLine(part, sink);
        } else {
            m_line += part;
            takeLine(m_line, sink);
            m_line.clear();
        }
    }
}

std::optional<SseEvent> SseParser::pendingAtEnd() const
{
    class Collector : public SseSink
    {
    public:
        void onEvent(const SseEvent& event) override { last = event; }
        std::optional<SseEvent> last;
    };
    SseParser ended = *this;
    Collector collector;
    ended.m_skipsLineFeed = false;
    ended.feed(m_line.empty() ? "\n" : "\n\n", collector);
    return collector.last;
}

void SseParser::skipByteOrderMark(std::string_view& bytes)
{
    while (m_markBytes < kByteOrderMark.size() && !bytes.empty()) {
        if (bytes.front() != kByteOrderMark[m_markBytes]) {
            m_line.assign(kByteOrderMark.substr(0, m_markBytes));
            m_isAtStart = false;
            return;
        }
        bytes.remove_prefix(1);
        ++m_markBytes;
    }
    m_isAtStart = m_markBytes < kByteOrderMark.size();
}

void SseParser::takeLine(std::string_view line, SseSink& sink)
{
    if (line.empty()) {
        return dispatch(sink);
    }
    const std::size_t colon = line.find(':');
    if (colon == 0) {
        return; // a comment
    }
    std::string_view value;
    if (colon != std::string_view::npos) {
        value = line.substr(colon + 1);
        value.remove_prefix(value.starts_with(' ') ? 1 : 0);
    }
    takeField(line.substr(0, colon), value);
}

void SseParser::takeField(std::string_view name, std::string_view value)
{
    if (name == "data") {
        if (m_fields.data.size() + value.size() > m_limits.eventBytes) {
            return fail(SseFault::EventTooLong);
        }
        m_fields.data += value;
        m_fields.data += '\n';
    } else if (name == "event") {
        m_fields.type = value;
    } else if (name == "id" && value.find('\0') == std::string_view::npos) {
        m_fields.id = value;
    } else if (name == "retry" && isDigits(value)) {
        m_retry = parseInteger(value);
    }
}

void SseParser::dispatch(SseSink& sink)
{
    if (!m_fields.data.empty()) {
        completeEvent();
        sink.onEvent(m_event);
    }
    m_fields.data.clear();
    m_fields.type.clear();
}

// One event is used again and again, so that its texts keep their room.
void SseParser::completeEvent()
{
    m_fields.data.pop_back(); // the LF after the last line
    std::swap(m_event.data, m_fields.data);
    m_event.id = m_fields.id;
    m_event.type = m_fields.type.empty() ? "message" : m_fields.type;
    makeValid(m_event.data);
    makeValid(m_event.id);
    makeValid(m_event.type);
}

void SseParser::fail(SseFault fault)
{
    m_fault = fault;
    m_line.clear();
    m_fields = {};
}

} // namespace understudy
