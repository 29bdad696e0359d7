#include "core/wire/stream_decoder.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace understudy {

namespace {

constexpr std::string_view kDone = "[DONE]";

} // namespace

StreamDecoder::StreamDecoder(std::unique_ptr<EventReader> reader, SseLimits limits)
    : m_reader(std::move(reader))
    , m_limits(limits)
    , m_parser(limits)
{}

void StreamDecoder::feed(std::string_view bytes, DeltaSink& sink)
{
    if (m_state.isDone) {
        return;
    }
    m_sink = &sink;
    m_state.bytes += bytes.size();
    if (m_framing != Framing::Unknown) {
        return takeFramed(bytes);
    }
    collect(bytes);
    chooseFraming(m_body);
    if (m_framing != Framing::Unknown) {
        takeFramed(std::exchange(m_body, {}));
    }
}

void StreamDecoder::feedEnd(bool isMessageWhole, DeltaSink& sink)
{
    m_sink = &sink;
    if (m_state.isDone) {
        return;
    }
    if (m_framing == Framing::Page) {
        fail(StreamFault::NotAnApi);
    } else if (m_framing == Framing::Json && isMessageWhole) {
        readBody();
    } else if (const std::optional<SseEvent> pending = m_parser.pendingAtEnd()) {
        // Some servers leave out the last blank line. Half a JSON text is never repaired.
        const std::optional<JsonDocument> document = JsonDocument::parse(pending->data);
        if (pending->data == kDone || (document && document->root().isObject())) {
            onEvent(*pending);
        }
    }
}

// The first byte that is no blank decides: servers mislabel their answers, and no event stream
// begins with a brace or an angle bracket that means anything.
void StreamDecoder::chooseFraming(std::string_view bytes)
{
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return;
    }
    const char c = bytes[first];
    m_framing = c == '{' || c == '[' ? Framing::Json : c == '<' ? Framing::Page : Framing::Events;
    m_state.isJson = m_framing == Framing::Json;
}

void StreamDecoder::takeFramed(std::string_view bytes)
{
    if (m_framing != Framing::Events) {
        return collect(bytes);
    }
    m_parser.feed(bytes, *this);
    if (m_parser.fault() != SseFault::None && !m_state.isDone) {
        fail(StreamFault::TooLarge);
    }
}

void StreamDecoder::collect(std::string_view bytes)
{
    const bool isPage = m_framing == Framing::Page;
    const std::size_t limit = isPage ? kErrorBodyBytes : m_limits.eventBytes;
    const std::size_t room = limit - m_body.size();
    m_body += bytes.substr(0, room);
    if (bytes.size() > room) {
        fail(isPage ? StreamFault::NotAnApi : StreamFault::TooLarge);
    }
}

void StreamDecoder::onEvent(const SseEvent& event)
{
    if (m_state.isDone || event.data.empty()) {
        return;
    }
    if (event.data == kDone) {
        m_state.isDone = true;
        return;
    }
    const std::optional<JsonDocument> document = JsonDocument::parse(event.data);
    if (!document) {
        return fail(StreamFault::Malformed);
    }
    readEvent(event, document->root());
}

void StreamDecoder::readEvent(const SseEvent& event, JsonView data)
{
    const JsonView object = data.isArray() ? data.element(0) : data;
    if (holdsError(object) || event.type == "error") {
        m_state.error = readErrorBody(object);
        m_state.isDone = true;
        return;
    }
    StreamDelta delta = m_reader->readEvent(event.type, object, m_state);
    if (m_state.fault == StreamFault::None && !m_state.error) {
        if (isRunaway(delta, event.data.size())) {
            return fail(StreamFault::Runaway);
        }
        pass(std::move(delta));
    }
    m_state.isDone = m_state.isDone || m_state.fault != StreamFault::None || m_state.error;
}

void StreamDecoder::readBody()
{
    const std::optional<JsonDocument> document = JsonDocument::parse(m_body);
    if (!document) {
        return fail(StreamFault::Malformed);
    }
    const JsonView root = document->root();
    const JsonView object = root.isArray() ? root.element(0) : root;
    m_state.isDone = true;
    StreamDelta delta;
    if (!holdsError(object)) {
        delta = m_reader->readAnswer(object, m_state);
    }
    if (m_state.isWhole) {
        pass(std::move(delta));
    } else {
        m_state.error = readErrorBody(m_body);
    }
}

// Such events look like progress to every timer, so somebody has to count them.
bool StreamDecoder::isRunaway(const StreamDelta& delta, std::size_t bytes)
{
    if (m_state.tokens > 0 || delta.isContent || delta.isReasoning || delta.isHeartbeat) {
        return false;
    }
    ++m_preambleEvents;
    m_preambleBytes += bytes;
    return m_preambleEvents > kPreambleEvents || m_preambleBytes > kPreambleBytes;
}

void StreamDecoder::pass(StreamDelta delta)
{
    m_state.tokens += delta.isContent ? 1 : 0;
    m_sink->onDelta(delta, m_state);
}

void StreamDecoder::fail(StreamFault fault)
{
    m_state.fault = fault;
    m_state.isDone = true;
    if (fault == StreamFault::NotAnApi) {
        m_state.error = readErrorBody(m_body);
    }
}

} // namespace understudy
