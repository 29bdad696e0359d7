#include "core/record/attribution.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 3}, {.id = "b", .tries = 1}}};

TEST(Attribution, CountsHowOftenEachCandidateFailedInEachWay)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 503), fails(ErrorClass::Server, 503),
                            fails(ErrorClass::TransportReset)});
    bench.run();

    const Attribution attribution = attribute(bench.log.story());
    EXPECT_EQ(attribution.outcome, RunOutcome::Answered);
    EXPECT_EQ(attribution.candidate, 1);
    EXPECT_EQ(attribution.tryNumber, 1u);
    EXPECT_EQ(attribution.requested, 0);
    EXPECT_EQ(attribution.switches, 1u);
    ASSERT_EQ(attribution.failures.size(), 1u);
    EXPECT_EQ(attribution.failures[0].failures,
              (std::vector<FailureCount>{{ErrorClass::Server, 503, 2, false},
                                         {ErrorClass::TransportReset, 0, 1, false}}));
}

TEST(Attribution, NamesTheLastFailureAsTheChainsError)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.driver.script(1, {fails(ErrorClass::ModelMissing, 404)});
    bench.run();

    const Attribution attribution = attribute(bench.log.story());
    EXPECT_EQ(attribution.outcome, RunOutcome::Failed);
    EXPECT_EQ(attribution.error, ErrorClass::ModelMissing);
    EXPECT_EQ(attribution.candidate, kNoIndex);
}

TEST(Attribution, NamesTheDeadlineWhenThatEndedTheRun)
{
    ChainSpec spec = kPair;
    spec.deadline = 1_s;
    EngineBench bench(spec);
    bench.driver.script(0, {staysSilent()});
    bench.run();

    EXPECT_EQ(attribute(bench.log.story()).error, ErrorClass::Deadline);
}

} // namespace
} // namespace understudy
