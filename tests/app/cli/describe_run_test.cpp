#include "app/cli/describe_run.h"

#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ChainSpec kPair{.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 1}}};

TEST(DescribeRun, SaysWhoAnsweredAndWhy)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Server, 503)});
    bench.run();
    EXPECT_EQ(cli::describeRun(bench.log.story()),
              "b answered on try 1 in 720 ms, because a failed: 2 x HTTP 503. "
              "3 attempts, 1 switch, $0.000106.");
}

TEST(DescribeRun, SaysTheLastErrorAndEveryCauseOfAFailedRun)
{
    EngineBench bench(kPair);
    bench.driver.script(0, {fails(ErrorClass::Auth, 401)});
    bench.driver.script(1, {fails(ErrorClass::TransportReset)});
    const std::string text = (bench.run(), cli::describeRun(bench.log.story()));
    EXPECT_NE(text.find("The chain failed after 100 ms: "), std::string::npos) << text;
    EXPECT_NE(text.find("[a failed: HTTP 401; b failed: transport.reset]"), std::string::npos)
        << text;
}

TEST(DescribeRun, SaysThatAPartialAnswerIsKeptAndWhatInterruptedIt)
{
    EngineBench bench({.candidates = {{.id = "a", .tries = 2}}, .midStream = MidStream::Keep});
    bench.driver.script(0, {breaksAfter(3)});
    const std::string text = (bench.run(), cli::describeRun(bench.log.story()));
    EXPECT_TRUE(
        text.ends_with("The partial answer of a is kept; it was interrupted by stream.cut."))
        << text;
}

TEST(DescribeRun, FormatsTimesAndMoneyWithUnits)
{
    EXPECT_EQ(cli::formatSeconds(80_ms), "80 ms");
    EXPECT_EQ(cli::formatSeconds(1930_ms), "1.93 s");
    EXPECT_EQ(cli::formatMoney(1'234'567), "$0.001234");
    EXPECT_EQ(cli::formatMoney(std::nullopt), "price unknown");
}

} // namespace
} // namespace understudy
