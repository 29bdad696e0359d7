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
    testing::Values(Fault{"none", {}, 1}, Fault{"refuse", {"openai=refuse"}, 2},
                    Fault{"reset", {"openai=reset"}, 4}, Fault{"hang", {"openai=hang"}, 2},
                    Fault{"status", {"openai=status:503"}, 4},
                    Fault{"status_with_hint", {"openai=status:429:retry_after=30"}, 2},
                    Fault{"cut_first", {"openai=cut:0"}, 4}, Fault{"cut", {"openai=cut:3"}, 2},
                    Fault{"truncate_first", {"openai=truncate:0"}, 4},
                    Fault{"truncate", {"openai=truncate:3"}, 2},
                    Fault{"error_event_first", {"openai=error_event:0"}, 4},
                    Fault{"error_event", {"openai=error_event:3"}, 2},
                    Fault{"everything_down", {"*=status:503"}, 7},
                    Fault{"everything_resets", {"*=reset"}, 7},
                    Fault{"everything_cut", {"*=cut:2"}, 4}),
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
