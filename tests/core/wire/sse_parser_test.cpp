#include "core/wire/sse_parser.h"

#include "core/base/random.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace understudy {
namespace {

struct Vector
{
    std::string name;
    std::string bytes;
    std::vector<SseEvent> events;
    std::optional<std::int64_t> retry;
};

class EventList : public SseSink
{
public:
    void onEvent(const SseEvent& event) override { events.push_back(event); }
    std::vector<SseEvent> events;
};

std::string bytesFromHex(const std::string& hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

// The "input" members hold raw bytes as lone surrogates, which is not JSON; "hex" is the authority.
std::string readWithoutInputs(const std::string& path)
{
    std::ifstream file(path);
    std::string text;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("\"input\":")) {
            text += line + '\n';
        }
    }
    return text;
}

std::vector<Vector> readVectors()
{
    std::vector<Vector> vectors;
    const auto json = nlohmann::json::parse(
        readWithoutInputs(UNDERSTUDY_TEST_DATA "/sse_vectors.json"), nullptr, false);
    for (const auto& item : json) {
        Vector vector;
        vector.name = item["n"].get<std::string>();
        vector.bytes = bytesFromHex(item["hex"].get<std::string>());
        for (const auto& event : item["events"]) {
            vector.events.push_back({.type = event["event"].get<std::string>(),
                                     .data = event["data"].get<std::string>(),
                                     .id = event["id"].get<std::string>()});
        }
        if (!item["retry"].is_null()) {
            vector.retry = item["retry"].get<std::int64_t>();
        }
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

std::string shown(const std::vector<SseEvent>& events)
{
    std::string text;
    for (const SseEvent& event : events) {
        text += event.type + " [" + event.data + "] id=" + event.id + '\n';
    }
    return text;
}

// Feeds pieces whose lengths `nextLength` chooses.
template<class NextLength>
void expectVector(const Vector& vector, NextLength nextLength)
{
    SseParser parser;
    EventList seen;
    std::string_view rest = vector.bytes;
    while (!rest.empty()) {
        const std::size_t length = std::min<std::size_t>(nextLength(), rest.size());
        parser.feed(rest.substr(0, length), seen);
        rest.remove_prefix(length);
    }
    EXPECT_EQ(shown(seen.events), shown(vector.events)) << vector.name;
    EXPECT_EQ(parser.retryMilliseconds(), vector.retry) << vector.name;
    EXPECT_EQ(parser.fault(), SseFault::None) << vector.name;
}

std::vector<SseEvent> eventsOf(std::string_view bytes, SseParser& parser)
{
    EventList seen;
    parser.feed(bytes, seen);
    return seen.events;
}

TEST(SseParser, ReadsEveryVectorInEveryChunkSize)
{
    const std::vector<Vector> vectors = readVectors();
    ASSERT_EQ(vectors.size(), 57U);

    for (const Vector& vector : vectors) {
        for (std::size_t size = 1; size <= vector.bytes.size() + 1; ++size) {
            expectVector(vector, [size] { return size; });
        }
    }
}

TEST(SseParser, ReadsEveryVectorUnderRandomSplits)
{
    const std::vector<Vector> vectors = readVectors();
    RandomStream random(7);

    for (const Vector& vector : vectors) {
        for (int round = 0; round < 50; ++round) {
            expectVector(vector, [&random] { return 1 + random.below(9); });
        }
    }
}

TEST(SseParser, DispatchesAtACarriageReturnWithoutWaitingForMore)
{
    SseParser parser;

    const std::vector<SseEvent> events = eventsOf("data: a\r\r", parser);

    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].data, "a");
}

TEST(SseParser, OffersAnEventThatLacksItsBlankLineWithoutDispatchingIt)
{
    for (const char* ending : {"", "\n", "\r", "\r\n"}) {
        SseParser parser;

        const std::vector<SseEvent> events =
            eventsOf(std::string("data: a\n\nevent: e\ndata: [DONE]") + ending, parser);

        EXPECT_EQ(events.size(), 1U);
        ASSERT_TRUE(parser.pendingAtEnd());
        EXPECT_EQ(parser.pendingAtEnd()->data, "[DONE]");
        EXPECT_EQ(parser.pendingAtEnd()->type, "e");
    }
}

TEST(SseParser, OffersNothingAfterAWholeEventOrAComment)
{
    for (const char* bytes :
         {"data: a\n\n", ": keep-alive", "data: a\n\nevent: e", "", "\xEF\xBB"}) {
        SseParser parser;

        (void)eventsOf(bytes, parser);

        EXPECT_FALSE(parser.pendingAtEnd()) << bytes;
    }
}

TEST(SseParser, StopsAtALineThatNeverEnds)
{
    SseParser parser({.lineBytes = 100, .eventBytes = 1000});

    for (int i = 0; i < 50; ++i) {
        (void)eventsOf("data: xxxx", parser);
    }

    EXPECT_EQ(parser.fault(), SseFault::LineTooLong);
    EXPECT_TRUE(eventsOf("\n\ndata: later\n\n", parser).empty());
    EXPECT_FALSE(parser.pendingAtEnd());
}

TEST(SseParser, StopsAtAnEventOfTooManyLines)
{
    SseParser parser({.lineBytes = 100, .eventBytes = 64});
    std::vector<SseEvent> events = eventsOf("data: short\n\n", parser);

    for (int i = 0; i < 10; ++i) {
        (void)eventsOf("data: 0123456789\n", parser);
    }

    EXPECT_EQ(events.size(), 1U);
    EXPECT_EQ(parser.fault(), SseFault::EventTooLong);
}

TEST(SseParser, CountsCommentsAndOtherFieldsAsLinesButNotAsEvents)
{
    SseParser parser({.lineBytes = 100, .eventBytes = 16});

    for (int i = 0; i < 1000; ++i) {
        EXPECT_TRUE(eventsOf(": keep-alive\n\nfoo: bar\n\n", parser).empty());
    }

    EXPECT_EQ(parser.fault(), SseFault::None);
}

} // namespace
} // namespace understudy
