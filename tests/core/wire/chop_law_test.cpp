// The chop law: however the network cuts the bytes of an answer, the attempt tells the same story.
#include "core/base/random.h"
#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace understudy {
namespace {

struct Recording
{
    const char* name;
    Endpoint endpoint;
    std::uint16_t status;
    std::string bytes;
    bool breaksAtEnd = false;
};

const std::string kOpenAiStart =
    ": OPENROUTER PROCESSING\n\n"
    "data: {\"id\":\"c\",\"model\":\"gpt-5-2025\",\"choices\":[{\"index\":0,\"delta\":"
    "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}}]}\r\n\r\n"
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Gr\xC3\xBC\xC3\x9F \"}}]}\n\n"
    "data: {\"choices\":[{\"index\":0,\n"
    "data: \"delta\":{\"content\":\"\\ud83d\\ude00\"}}]}\n\n";

const std::string kOpenAiEnd =
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\r\r"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":16,\"completion_tokens\":3}}\n\n"
    "data: [DONE]\n\n";

const std::string kAnthropicStart =
    "event: message_start\n"
    "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"claude-x\","
    "\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}\n\n"
    "event: ping\ndata: {\"type\": \"ping\"}\n\n"
    "event: content_block_delta\n"
    "data: "
    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":"
    "\"\xE6\xBC\xA2\"}}\n\n"
    "event: content_block_delta\n"
    "data: "
    "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"!\"}}\n\n";

const std::string kAnthropicEnd =
    "event: message_delta\n"
    "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
    "\"usage\":{\"output_tokens\":30}}\n\n"
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

std::vector<Recording> recordings()
{
    const Endpoint openAi = DriverBench::openAi();
    const Endpoint anthropic = DriverBench::anthropic();
    return {
        {"openai", openAi, 200, kOpenAiStart + kOpenAiEnd},
        {"openai without done", openAi, 200, kOpenAiStart + kOpenAiEnd.substr(0, 90)},
        {"openai cut", openAi, 200, kOpenAiStart, true},
        {"openai cut inside an event", openAi, 200,
         kOpenAiStart + "data: {\"choices\":[{\"delta\":{\"cont"},
        {"openai error", openAi, 200,
         kOpenAiStart + "data: {\"error\":{\"message\":\"No\",\"code\":502}}\n\ndata: [DONE]\n\n"},
        {"openai malformed", openAi, 200, kOpenAiStart + "data: {]\n\n" + kOpenAiEnd},
        {"openai json", openAi, 200,
         "\n{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n"},
        {"openai page", openAi, 200, "\n<html><title>Log in</title>\n"},
        {"openai status", openAi, 429, "{\"error\":{\"message\":\"Slow\",\"code\":\"slow_down\"}}"},
        {"openai short", openAi, 200,
         "data:{\"choices\":[{\"delta\":{\"content\":\"\xC3\xA9\"},\"finish_reason\":\"stop\"}]}"
         "\r\n\r\n"
         "data:[DONE]\r\r"},
        {"anthropic", anthropic, 200, kAnthropicStart + kAnthropicEnd},
        {"anthropic short", anthropic, 200,
         "event:error\rdata:{\"error\":{\"type\":\"api_error\",\"message\":\"\xE6\xBC\xA2\"}}"
         "\r\n\n"},
        {"anthropic json", anthropic, 200,
         "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}"},
        {"anthropic status", anthropic, 529,
         "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"},\"request_id\":\"r\"}"},
        {"anthropic cut", anthropic, 200, kAnthropicStart, true},
        {"anthropic spliced", anthropic, 200,
         kAnthropicStart + "data: {\"type\":\"message_start\",\"message\":{\"id\":\"other\"}}\n\n" +
             kAnthropicEnd},
        {"anthropic error", anthropic, 200,
         kAnthropicStart + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                           "\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"},
    };
}

// The story of the recording, its bytes cut at the given places (rising).
std::string storyOf(const Recording& recording, const std::vector<std::size_t>& cuts)
{
    DriverBench bench(recording.endpoint);
    bench.begin();
    bench.transport.connect(0);
    bench.transport.answer(0, {recording.status, "", {}});
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
        bench.transport.send(0, std::string_view(recording.bytes).substr(from, cut - from));
        from = cut;
    }
    bench.transport.send(0, std::string_view(recording.bytes).substr(from));
    if (recording.breaksAtEnd) {
        bench.transport.breakDown(0, TransportFault::ResetInBody);
    } else {
        bench.transport.end(0);
    }
    EXPECT_TRUE(bench.log.last.kind == SignalKind::Succeeded ||
                bench.log.last.kind == SignalKind::Failed)
        << recording.name;
    return bench.story();
}

TEST(ChopLaw, RecordingsTellWhatTheyShould)
{
    std::string endings;
    for (const Recording& recording : recordings()) {
        const std::string story = storyOf(recording, {});
        endings += std::string(recording.name) + ": " + story.substr(story.rfind(" | ") + 3) + '\n';
    }

    EXPECT_EQ(endings, "openai: succeeded stop 2 usage 16/0/3\n"
                       "openai without done: succeeded stop 2 usage 5/0/2\n"
                       "openai cut: failed stream.cut 200 2 usage 5/0/2\n"
                       "openai cut inside an event: failed stream.cut 200 2 usage 5/0/2\n"
                       "openai error: failed server 200 2 usage 5/0/2\n"
                       "openai malformed: failed stream.malformed 200 2 usage 5/0/2\n"
                       "openai json: succeeded stop 1 usage 5/0/1\n"
                       "openai page: failed endpoint 200 0 usage 5/0/0\n"
                       "openai status: failed rate_limit.wait 429 0 usage 0/0/0\n"
                       "openai short: succeeded stop 1 usage 5/0/1\n"
                       "anthropic: succeeded stop 2 usage 12/0/30\n"
                       "anthropic short: failed server 200 0 usage 5/0/0\n"
                       "anthropic json: succeeded stop 1 usage 5/0/1\n"
                       "anthropic status: failed overload 529 0 usage 0/0/0\n"
                       "anthropic cut: failed stream.cut 200 2 usage 12/0/2\n"
                       "anthropic spliced: failed stream.spliced 200 2 usage 12/0/2\n"
                       "anthropic error: failed overload 200 2 usage 12/0/2\n");
}

TEST(ChopLaw, OneCutAnywhereChangesNothing)
{
    for (const Recording& recording : recordings()) {
        const std::string expected = storyOf(recording, {});
        for (std::size_t cut = 1; cut < recording.bytes.size(); ++cut) {
            ASSERT_EQ(storyOf(recording, {cut}), expected) << recording.name << " at " << cut;
        }
    }
}

TEST(ChopLaw, TwoCutsAnywhereChangeNothingInShortRecordings)
{
    constexpr std::size_t kShort = 90;
    int read = 0;
    for (const Recording& recording : recordings()) {
        const std::size_t size = recording.bytes.size();
        const std::string expected = storyOf(recording, {});
        for (std::size_t first = 1; size <= kShort && first < size; ++first) {
            for (std::size_t second = first + 1; second < size; ++second) {
                ASSERT_EQ(storyOf(recording, {first, second}), expected)
                    << recording.name << " at " << first << " and " << second;
                ++read;
            }
        }
    }
    EXPECT_GT(read, 8'000);
}

TEST(ChopLaw, ByteByByteChangesNothing)
{
    for (const Recording& recording : recordings()) {
        std::vector<std::size_t> cuts;
        for (std::size_t cut = 1; cut < recording.bytes.size(); ++cut) {
            cuts.push_back(cut);
        }

        EXPECT_EQ(storyOf(recording, cuts), storyOf(recording, {})) << recording.name;
    }
}

TEST(ChopLaw, ManyRandomCutsChangeNothing)
{
    RandomStream random(11);

    for (const Recording& recording : recordings()) {
        const std::string expected = storyOf(recording, {});
        for (int round = 0; round < 100; ++round) {
            std::vector<std::size_t> cuts;
            for (std::uint64_t i = random.below(20); i > 0; --i) {
                cuts.push_back(random.below(recording.bytes.size()));
            }
            std::sort(cuts.begin(), cuts.end());
            ASSERT_EQ(storyOf(recording, cuts), expected) << recording.name;
        }
    }
}

TEST(ChopLaw, DamagedBytesStillEndTheAttemptExactlyOnce)
{
    RandomStream random(23);

    for (const Recording& original : recordings()) {
        for (int round = 0; round < 200; ++round) {
            Recording damaged = original;
            for (std::uint64_t i = 1 + random.below(6); i > 0; --i) {
                const std::size_t place = random.below(damaged.bytes.size());
                damaged.bytes[place] = static_cast<char>(random.below(256));
            }
            const std::string story = storyOf(damaged, {random.below(damaged.bytes.size())});
            const std::size_t end = std::min(story.find("succeeded"), story.find("failed"));
            ASSERT_NE(end, std::string::npos) << story;
            ASSERT_EQ(story.find(" | ", end), std::string::npos) << story;
        }
    }
}

} // namespace
} // namespace understudy
