#include "core/serve/provider_stage.h"

#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr const char* kDown =
    R"([{"id":"o9","target":{"provider":"openai"},"fault":{"kind":"status","status":502}}])";

TEST(StageControl, ReplacesReadsAndClearsOutages)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Hang)));

    bench.request("PUT", "/control/outages", kDown);
    EXPECT_EQ(bench.reply().head.status, 200);
    ASSERT_EQ(bench.stage.outages().outages().size(), 1U);
    EXPECT_EQ(bench.stage.outages().outages()[0].fault.status, 502);

    bench.connect();
    bench.request("GET", "/control/outages", "");
    const Result<std::vector<Outage>, Problems> read = outagesFromJson(bench.reply().body);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, bench.stage.outages().outages());

    bench.connect();
    bench.request("DELETE", "/control/outages", "");
    EXPECT_EQ(bench.reply().head.status, 200);
    EXPECT_TRUE(bench.stage.outages().outages().empty());
}

TEST(StageControl, LeavesOutagesAloneWhenTheListIsWrong)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Hang)));

    bench.request("PUT", "/control/outages", R"([{"id":"o9","fault":{"kind":"sulk"}}])");

    EXPECT_EQ(bench.reply().head.status, 400);
    EXPECT_NE(bench.reply().body.find(R"("pointer":"/0/fault)"), std::string::npos);
    EXPECT_EQ(bench.stage.outages().outages()[0].id, "o1");
}

TEST(StageControl, IsNotThereWhereFaultsComeInTheHeader)
{
    StageOptions options = StageBench::steady();
    options.obeysFaultHeader = true;
    StageBench bench(options);

    bench.request("PUT", "/control/outages", kDown);

    EXPECT_EQ(bench.reply().head.status, 404);
}

TEST(StageControl, LogsRequestsWithStatusAndOutageButNotItself)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Status)));

    bench.scheduler.advanceBy(250_ms);
    bench.chat();
    bench.scheduler.runUntilIdle();
    bench.connect();
    bench.request("GET", "/nowhere?x=1", "");
    bench.connect();
    bench.request("GET", "/control/log", "");

    EXPECT_EQ(bench.reply().body,
              R"([{"t_ms":250,"path":"/openai/v1/chat/completions","provider":"openai",)"
              R"("model":"gpt-5","status":503,"outage":"o1","prompt_bytes":2},)"
              R"({"t_ms":250,"path":"/nowhere","provider":null,"model":null,"status":404,)"
              R"("outage":null,"prompt_bytes":0}])");
}

TEST(StageControl, LogsNoStatusThatWasNotSent)
{
    StageBench bench(StageBench::failing(faultOf(FaultKind::Hang)));

    bench.chat();
    bench.scheduler.advanceBy(10_s);

    ASSERT_EQ(bench.stage.log().entries().size(), 1U);
    EXPECT_EQ(bench.stage.log().entries()[0].status, 0);
}

TEST(StageControl, MeasuresWindowsFromTheStagesStart)
{
    StageOptions options = StageBench::failing(faultOf(FaultKind::Status));
    options.scenario.outages[0].window = OutageWindow{1_s, 2_s};
    StageBench bench(options);

    bench.scheduler.advanceBy(1_s);
    bench.chat();
    bench.scheduler.runUntilIdle();
    EXPECT_EQ(bench.reply().head.status, 503);

    bench.scheduler.advanceBy(1_s);
    bench.connect();
    bench.chat();
    bench.scheduler.runUntilIdle();
    EXPECT_EQ(bench.reply().head.status, 200);
}

} // namespace
} // namespace understudy
