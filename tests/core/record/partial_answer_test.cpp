// What becomes of an answer that broke off: thrown away visibly, or kept and marked.
#include "core/record/attribution.h"
#include "core/record/result_json.h"
#include "tests/support/engine_bench.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace understudy {
namespace {

using Json = nlohmann::json;

ChainSpec pairWith(MidStream midStream)
{
    return {.candidates = {{.id = "a", .tries = 2}, {.id = "b", .tries = 2}},
            .midStream = midStream};
}

// An engine whose texts and events reach one story, as they do in the programs.
struct Reader final : RunObserver, TextSink
{
    explicit Reader(const ChainSpec& spec)
        : chain(buildChain(spec))
        , story(chain->labels)
    {
        driver.connect(engine);
        driver.speakTo(*this);
    }
    void onEvent(const RunEvent& event) override
    {
        story.apply(event);
        kinds.push_back(event.kind);
    }
    void onText(std::uint32_t, std::uint32_t attempt, std::string_view delta) override
    {
        story.addText(attempt, delta);
    }
    void onNote(std::uint32_t, std::uint32_t, NoteKind, std::string_view) override {}

    RunId start() { return engine.start({.chain = chain, .promptTokens = 100}); }
    Json result() const { return Json::parse(resultJson(story)); }

    ManualScheduler scheduler;
    std::shared_ptr<CompiledChain> chain;
    RunStory story;
    std::vector<EventKind> kinds;
    ScriptedDriver driver{scheduler};
    Engine engine{scheduler, driver, *this, 1};
};

TEST(PartialAnswer, IsKeptAndMarkedByItsCauseWhenTheChainKeepsIt)
{
    Reader reader(pairWith(MidStream::Keep));
    reader.driver.script(0, {breaksAfter(2)});
    reader.start();
    reader.scheduler.runUntilIdle();

    const Json result = reader.result();
    EXPECT_EQ(result["outcome"], "failed");
    EXPECT_EQ(result["text"], "c0t1 c0t2 ");
    EXPECT_EQ(result["interrupted_by"], "stream.cut");
    EXPECT_EQ(result["error"]["class"], "stream.cut");
    EXPECT_EQ(result["discarded_tokens"], 0);
    EXPECT_EQ(result["switches"], 0);
    EXPECT_TRUE(result["served_by"].is_null());
    EXPECT_EQ(std::ranges::count(reader.kinds, EventKind::Discarded), 0);
    ASSERT_NE(reader.story.interrupted(), nullptr);
    EXPECT_EQ(reader.story.interrupted()->number, 1u);
    EXPECT_EQ(attribute(reader.story).partialBy, 0);
    EXPECT_EQ(attribute(reader.story).interruptedBy, ErrorClass::StreamCut);
}

TEST(PartialAnswer, IsThrownAwayAndCountedWhenTheChainStartsOver)
{
    Reader reader(pairWith(MidStream::Restart));
    reader.driver.script(0, {breaksAfter(2)});
    reader.start();
    reader.scheduler.runUntilIdle();

    const Json result = reader.result();
    EXPECT_EQ(result["outcome"], "answered");
    EXPECT_EQ(result["text"], "c1t1 c1t2 c1t3 ");
    EXPECT_FALSE(result.contains("interrupted_by"));
    EXPECT_EQ(result["discarded_tokens"], 2);
    EXPECT_TRUE(reader.story.attempts()[0].isDiscarded);
    EXPECT_EQ(reader.story.attempts()[0].text, "c0t1 c0t2 "); // struck through, not forgotten
    EXPECT_EQ(reader.story.interrupted(), nullptr);
}

TEST(PartialAnswer, OfTheLastCandidateIsNotShownWhenStartingOverHelpedNobody)
{
    Reader reader(pairWith(MidStream::Restart));
    reader.driver.script(0, {breaksAfter(1)});
    reader.driver.script(1, {breaksAfter(2)});
    reader.start();
    reader.scheduler.runUntilIdle();

    EXPECT_EQ(reader.result()["outcome"], "failed");
    EXPECT_EQ(reader.result()["text"], "");
    EXPECT_EQ(reader.result()["discarded_tokens"], 5); // 1, then 2 twice
    EXPECT_FALSE(reader.result().contains("interrupted_by"));
}

TEST(PartialAnswer, StallingMidStreamNamesTheStall)
{
    ChainSpec spec = pairWith(MidStream::Keep);
    spec.candidates[0].timeouts.byteIdle = 1_s;
    Reader reader(spec);
    reader.driver.script(0, {{.tokens = 2, .last = Stage::Tokens}});
    reader.start();
    reader.scheduler.runUntilIdle();

    EXPECT_EQ(reader.result()["text"], "c0t1 c0t2 ");
    EXPECT_EQ(reader.result()["interrupted_by"], "stream.stalled");
    EXPECT_EQ(reader.result()["total_ms"], 1110); // one second after the last token
}

TEST(PartialAnswer, StandsWhenTheDeadlinePasses)
{
    ChainSpec spec = pairWith(MidStream::Restart);
    spec.deadline = 105_ms;
    Reader reader(spec);
    reader.start();
    reader.scheduler.runUntilIdle();

    EXPECT_EQ(reader.result()["text"], "c0t1 ");
    EXPECT_EQ(reader.result()["interrupted_by"], "deadline");
    EXPECT_EQ(reader.result()["error"]["class"], "deadline");
}

TEST(PartialAnswer, StandsWhenThePersonCancels)
{
    Reader reader(pairWith(MidStream::Restart));
    const RunId run = reader.start();
    reader.scheduler.advanceBy(115_ms);
    reader.engine.cancel(run);

    EXPECT_EQ(reader.result()["outcome"], "cancelled");
    EXPECT_EQ(reader.result()["text"], "c0t1 c0t2 ");
    EXPECT_EQ(reader.result()["interrupted_by"], "cancelled");
    EXPECT_TRUE(reader.result()["error"].is_null());
}

TEST(PartialAnswer, IsNotThereWhenNothingWasShown)
{
    Reader reader(pairWith(MidStream::Keep));
    reader.driver.script(0, {breaksAfter(0)});
    reader.driver.script(1, {fails(ErrorClass::Auth, 401)});
    reader.start();
    reader.scheduler.runUntilIdle();

    EXPECT_EQ(reader.result()["text"], "");
    EXPECT_FALSE(reader.result().contains("interrupted_by"));
    EXPECT_EQ(attribute(reader.story).partialBy, kNoIndex);
}

// The first content is told before it is counted, so a stream may break between the two.
TEST(PartialAnswer, IsThrownAwayEvenWhenNoTokenOfItWasCounted)
{
    RunStory story({{"s", "a", "p", "m"}});
    story.apply({.kind = EventKind::AttemptStarted, .candidate = 0, .attempt = 1, .count = 1});
    story.apply({.kind = EventKind::FirstToken, .attempt = 1});
    story.addText(1, "half a word");
    story.apply(
        {.kind = EventKind::AttemptFailed, .errorClass = ErrorClass::StreamCut, .attempt = 1});
    story.apply({.kind = EventKind::Discarded, .attempt = 1});
    story.apply(
        {.kind = EventKind::RunFinished, .because = static_cast<std::uint8_t>(RunOutcome::Failed)});

    EXPECT_EQ(shownText(story), "");
    EXPECT_EQ(story.interrupted(), nullptr);
}

} // namespace
} // namespace understudy
