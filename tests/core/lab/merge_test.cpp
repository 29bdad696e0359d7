#include "core/lab/merge.h"

#include "core/lab/histogram_text.h"
#include "core/lab/shard_json.h"
#include "core/report/simulate_json.h"
#include "tests/core/lab/fake_work.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const std::string kVersion = "0.1.0";

ExperimentPlan isolated() { return {.candidates = {2, 2}, .runs = 300'000, .threads = 2}; }

// Through their text and back, as files.
std::vector<NamedShard> shardsOf(const ExperimentPlan& plan, std::uint64_t count)
{
    std::vector<NamedShard> shards;
    for (std::uint64_t i = 1; i <= count; ++i) {
        ExperimentPlan part = plan;
        part.shard = Shard{i, count};
        auto read = shardFromJson(shardToJson(fakeRecord(part)));
        EXPECT_TRUE(read.has_value());
        shards.push_back({std::to_string(i) + ".json", std::move(*read)});
    }
    return shards;
}

std::string refusalOf(std::vector<NamedShard> shards)
{
    const auto merged = mergeShards(std::move(shards), kVersion);
    if (merged) {
        return "merged";
    }
    std::string text;
    for (const Problem& problem : merged.error()) {
        text += (text.empty() ? "" : " | ") + problem.what;
    }
    return text;
}

TEST(HistogramText, HoldsAHistogramExactly)
{
    Histogram histogram;
    RandomStream draws(5);
    for (int i = 0; i < 5'000; ++i) {
        histogram.record(draws.next() >> (16 + draws.below(45)));
    }
    EXPECT_EQ(histogramFromText(histogramToText(histogram)), histogram);
    EXPECT_EQ(histogramFromText(histogramToText(Histogram())), Histogram());
}

TEST(HistogramText, RefusesWhatNoHistogramIs)
{
    for (const char* text : {"", "1 2 3", "1 2 3 x", "1 0 1 0 5*0", "1 0 1 0 300+4000",
                             "1 0 1 0 5 0", "1 0 1 0 ", "1 0 1 0 999999999999999999"}) {
        EXPECT_FALSE(histogramFromText(text)) << text;
    }
}

TEST(ShardJson, HoldsTheRecordExactly)
{
    ExperimentPlan plan = isolated();
    plan.shard = Shard{2, 2};
    const SimulationRecord record = fakeRecord(plan);
    const auto read = shardFromJson(shardToJson(record));

    ASSERT_TRUE(read.has_value()) << read.error().front().what;
    EXPECT_EQ(*read, record);
}

TEST(ShardJson, SaysWhatIsWrongAndWhere)
{
    EXPECT_EQ(shardFromJson("{").error().front().code, "json.syntax");
    ExperimentPlan plan = isolated();
    plan.shard = Shard{1, 1};
    std::string text = shardToJson(fakeRecord(plan));
    const std::size_t digest = text.find("\"virtual_us\":");
    text.replace(digest, 13, "\"virtual_xs\":");
    const auto read = shardFromJson(text);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().front().pointer, "/shard/units/0/virtual_us");
    EXPECT_EQ(shardFromJson(simulateJson(resultOf(fakeRecord(isolated())))).error().front().what,
              "is no shard of a simulation: it has no member \"shard\"");
}

TEST(Merge, OfShardsEqualsTheWholeInAnyOrder)
{
    SimulationRecord whole = fakeRecord(isolated());
    for (const std::uint64_t count : {1u, 2u, 3u, 9u}) {
        std::vector<NamedShard> shards = shardsOf(isolated(), count);
        std::reverse(shards.begin(), shards.end());
        const auto merged = mergeShards(std::move(shards), kVersion);
        ASSERT_TRUE(merged.has_value()) << merged.error().front().what;
        EXPECT_EQ(*merged, whole) << count;
        EXPECT_EQ(simulateJson(resultOf(*merged)), simulateJson(resultOf(whole)));
    }
}

TEST(Merge, OfWorldsEqualsTheWhole)
{
    for (const std::uint64_t worlds : {3u, 40u}) {
        const ExperimentPlan plan{
            .candidates = {2}, .isIsolated = false, .runs = 700, .worlds = worlds, .threads = 2};
        const auto merged = mergeShards(shardsOf(plan, 4), kVersion);
        ASSERT_TRUE(merged.has_value());
        EXPECT_EQ(*merged, fakeRecord(plan));
    }
}

TEST(Merge, NamesWhatIsMissingOrTwice)
{
    std::vector<NamedShard> shards = shardsOf(isolated(), 3);
    shards[1] = shards[2];
    shards[1].file = "copy.json";
    EXPECT_EQ(refusalOf(shards),
              "shard 3 of 3 stands twice: in copy.json and in 3.json | shard 2 of 3 is missing");
}

TEST(Merge, RefusesShardsOfSomethingElse)
{
    const std::vector<NamedShard> good = shardsOf(isolated(), 2);
    const auto refused = [&](auto change) {
        std::vector<NamedShard> shards = good;
        change(shards[1].record);
        return refusalOf(std::move(shards));
    };
    using Record = SimulationRecord;
    EXPECT_TRUE(refused([](Record& r) { r.seed = 2; }).starts_with("2.json: has another seed"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.scenarioIdentity = 1;
                }).starts_with("2.json: has another scenario"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.chains[1].identity = 77;
                }).starts_with("2.json: has another chain (chain 1"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.version = "0.2.0";
                }).starts_with("2.json: has another version (0.2.0 instead of 0.1.0)"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.isComplete = false;
                }).starts_with("2.json: shard 2 of 2 is not complete"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.chains[0].units.pop_back();
                }).starts_with("2.json: shard 2 of 2 is not complete"));
    EXPECT_TRUE(refused([](Record& r) {
                    r.shard->count = 3;
                }).starts_with("2.json: has another number of shards"));
}

} // namespace
} // namespace understudy
