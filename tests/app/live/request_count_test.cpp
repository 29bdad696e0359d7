// The law of the truthful transport: what the server saw is what the events say, for every fault.
#include "tests/app/live/live_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// Attempts that were to reach the server: a refused one meets a closed port instead.
std::size_t attemptsThatReachTheServer(const RunStory& story)
{
    std::size_t count = 0;
    for (const AttemptStory& attempt : story.attempts()) {
        count += attempt.errorClass == ErrorClass::TransportConnect ? 0 : 1;
    }
    return count;
}

struct Fault
{
    const char* name;
    std::vector<std::string> outages;
    std::size_t attempts; // in all
};

class RequestCount : public testing::TestWithParam<Fault>
{};

TEST_P(RequestCount, IsTheNumberOfAttempts)
{
    LiveBench bench;
    const RunStory& story = bench.run(GetParam().outages);

    EXPECT_EQ(story.attempts().size(), GetParam().attempts);
    EXPECT_EQ(bench.requestsSeen(), attemptsThatReachTheServer(story));
}

INSTANTIATE_TEST_SUITE_P(
    EveryFault, RequestCount,
    testing::Values(
        Fault{"none", {}, 1}, Fault{"refuse", {"openai=refuse"}, 2},
        Fault{"reset", {"openai=reset"}, 4}, Fault{"hang", {"openai=hang"}, 2},
        Fault{"status", {"openai=status:503"}, 4},
        Fault{"status_with_hint", {"openai=status:429:retry_after=30"}, 2},
        Fault{"cut_first", {"openai=cut:0"}, 4}, Fault{"cut", {"openai=cut:3"}, 2},
        Fault{"truncate_first", {"openai=truncate:0"}, 4},
        Fault{"truncate", {"openai=truncate:3"}, 2},
        Fault{"error_event_first", {"openai=error_event:0"}, 4},
        Fault{"error_event", {"openai=error_event:3"}, 2},
        Fault{"slow_first_token", {"openai=slow_first_token:20"}, 1},
        Fault{"slow_tokens", {"openai=slow_tokens:4"}, 1},
        Fault{"stall_first", {"openai=stall:0"}, 2}, Fault{"stall", {"openai=stall:3"}, 2},
        Fault{"heartbeat_stall", {"openai=heartbeat_stall:3"}, 2},
        Fault{"malformed_first", {"openai=malformed:0"}, 4},
        Fault{"malformed", {"openai=malformed:3"}, 2}, Fault{"empty", {"openai=empty"}, 4},
        Fault{"content_filter", {"openai=content_filter"}, 1},
        Fault{"refusal", {"openai=refusal"}, 1},
        Fault{"context_overflow", {"openai=context_overflow"}, 2},
        Fault{"auth", {"openai=auth"}, 2}, Fault{"billing", {"openai=billing"}, 2},
        Fault{"model_missing", {"openai=model_missing"}, 2}, Fault{"html", {"openai=html"}, 2},
        Fault{"wrong_model", {"openai=wrong_model"}, 1},
        Fault{"everything_stalls", {"*=stall:2"}, 4}, Fault{"everything_down", {"*=status:503"}, 7},
        Fault{"everything_resets", {"*=reset"}, 7}, Fault{"everything_cut", {"*=cut:2"}, 4}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TruthfulTransport, BlamesTheOutageForAnAttemptThatHung)
{
    LiveBench bench;
    const AttemptStory hung = bench.run({"openai=hang"}).attempts()[0];
    EXPECT_EQ(hung.errorClass, ErrorClass::TimeoutFirstToken);
    EXPECT_EQ(hung.injected, 1);
}

TEST(TruthfulTransport, ReusesAConnectionWithoutSendingAnythingTwice)
{
    LiveBench bench;
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(bench.run({}).outcome(), RunOutcome::Answered);
    }
    EXPECT_EQ(bench.requestsSeen(), 5u);
}

TEST(TruthfulTransport, RecoversWithAFreshConnectionAfterEachFault)
{
    LiveBench bench;
    for (const char* fault : {"openai=reset", "openai=cut:3", "openai=truncate:3"}) {
        EXPECT_EQ(bench.run({fault}).outcome(), RunOutcome::Answered) << fault;
        EXPECT_EQ(bench.run({}).attempts().size(), 1u) << "after " << fault;
    }
}

} // namespace
} // namespace understudy
