#include "core/serve/stage_log.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

LogEntry entryAt(Duration at)
{
    LogEntry entry;
    entry.at = at;
    entry.path = "/p";
    return entry;
}

TEST(StageLog, WritesWhatIsKnownAndNullForTheRest)
{
    StageLog log;
    LogEntry entry = entryAt(1'234'567_us);
    entry.provider = "openai";
    entry.model = "gpt-5";
    entry.promptBytes = 9;
    entry.outage = "o1";

    const std::uint64_t number = log.add(entry);
    log.add(entryAt(2_s));
    log.setStatus(number, 503);

    EXPECT_EQ(log.json(),
              R"([{"t_ms":1234,"path":"/p","provider":"openai","model":"gpt-5","status":503,)"
              R"("outage":"o1","prompt_bytes":9},)"
              R"({"t_ms":2000,"path":"/p","provider":null,"model":null,"status":null,)"
              R"("outage":null,"prompt_bytes":0}])");
}

TEST(StageLog, ForgetsTheOldestAndStillFindsTheOthers)
{
    StageLog log;
    const std::uint64_t oldest = log.add(entryAt(0_ms));
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < StageLog::kMostEntries; ++i) {
        last = log.add(entryAt(1_ms));
    }

    log.setStatus(oldest, 500);
    log.setStatus(last, 200);

    EXPECT_EQ(log.entries().size(), StageLog::kMostEntries);
    EXPECT_EQ(log.entries().front().status, 0);
    EXPECT_EQ(log.entries().back().status, 200);
}

} // namespace
} // namespace understudy
