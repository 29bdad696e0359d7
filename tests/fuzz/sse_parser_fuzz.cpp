// Any bytes, cut anywhere: the same events whatever the chunks, and no more memory than the limits.
#include "core/base/check.h"
#include "core/wire/sse_parser.h"

#include <algorithm>
#include <vector>

namespace {

using namespace understudy;

class EventList : public SseSink
{
public:
    void onEvent(const SseEvent& event) override { events.push_back(event); }
    std::vector<SseEvent> events;
};

std::vector<SseEvent> eventsOf(std::string_view bytes, std::size_t chunkSize)
{
    EventList list;
    SseParser parser({.lineBytes = 256, .eventBytes = 512});
    for (std::size_t at = 0; at < bytes.size(); at += chunkSize) {
        parser.feed(bytes.substr(at, chunkSize), list);
    }
    if (const auto pending = parser.pendingAtEnd()) {
        list.events.push_back(*pending);
    }
    return list.events;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::vector<SseEvent> whole = eventsOf(bytes, std::max<std::size_t>(size, 1));
    US_CHECK(eventsOf(bytes, 1) == whole);
    US_CHECK(eventsOf(bytes, 7) == whole);
    return 0;
}
