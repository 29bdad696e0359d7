// Every fault through the real engine over real sockets: what class it is, what follows from it,
// how often the provider was asked. In both dialects, by four routes, made by the provider or by
// us.
#include "tests/app/live/fault_bench.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace understudy {
namespace {

struct FaultRow
{
    const char* fault;      // a flag's right side
    const char* errorClass; // of the lead's attempts; "none": it answers
    int status;
    std::size_t tries;   // of the lead
    std::size_t asked;   // requests for the lead when the fault is made on our side
    const char* outcome; // "lead", "understudy" or "failed"
};

std::ostream& operator<<(std::ostream& out, const FaultRow& row) { return out << row.fault; }

constexpr FaultRow kRows[] = {
    {"", "none", 0, 1, 1, "lead"},
    {"reset", "transport.reset", 0, 2, 0, "understudy"},
    {"hang", "timeout.first_token", 0, 1, 0, "understudy"},
    {"status:503", "server", 503, 2, 0, "understudy"},
    {"status:429:retry_after=30", "rate_limit.wait", 429, 1, 0, "understudy"},
    {"slow_first_token:20", "none", 0, 1, 1, "lead"},
    {"slow_first_token:factor=3", "none", 0, 1, 1, "lead"},
    {"slow_first_token:60000", "timeout.first_token", 0, 1, 0, "understudy"},
    {"slow_tokens:4", "none", 0, 1, 1, "lead"},
    {"stall:0", "stream.stalled", 200, 1, 1, "understudy"},
    {"stall:3", "stream.stalled", 200, 1, 1, "understudy"},
    {"heartbeat_stall:3", "stream.stalled", 200, 1, 1, "understudy"},
    {"cut:0", "stream.cut", 200, 2, 2, "understudy"},
    {"cut:3", "stream.cut", 200, 1, 1, "understudy"},
    {"truncate:0", "stream.cut", 200, 2, 2, "understudy"},
    {"truncate:3", "stream.cut", 200, 1, 1, "understudy"},
    {"error_event:0", "server", 200, 2, 2, "understudy"},
    {"error_event:3", "server", 200, 1, 1, "understudy"},
    {"malformed:0", "stream.malformed", 200, 2, 0, "understudy"},
    {"malformed:3", "stream.malformed", 200, 1, 1, "understudy"},
    {"empty", "empty", 200, 2, 0, "understudy"},
    {"content_filter", "policy.prompt", 400, 1, 0, "failed"},
    {"refusal", "none", 0, 1, 0, "lead"},
    {"context_overflow", "context", 400, 1, 0, "understudy"},
    {"auth", "auth", 401, 1, 0, "understudy"},
    {"billing", "quota.exhausted", 429, 1, 0, "understudy"},
    {"model_missing", "model_missing", 404, 1, 0, "understudy"},
    {"html", "endpoint", 200, 1, 0, "understudy"},
    {"wrong_model", "none", 0, 1, 0, "lead"},
};

std::string nameOf(const FaultRow& row)
{
    std::string name = *row.fault == '\0' ? "none" : row.fault;
    for (char& c : name) {
        c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    }
    return name;
}

// The lead fails as the row says, and whoever answers has spoken alone.
void expectStory(const FaultRow& row, const RunStory& story)
{
    const bool leadAnswers = std::string(row.outcome) == "lead";
    const bool fails = std::string(row.outcome) == "failed";
    ASSERT_EQ(story.attempts().size(), row.tries + (leadAnswers || fails ? 0 : 1));
    EXPECT_EQ(story.outcome(), fails ? RunOutcome::Failed : RunOutcome::Answered);
    EXPECT_EQ(story.switches().size(), leadAnswers || fails ? 0U : 1U);
    for (std::size_t i = 0; i < row.tries && !leadAnswers; ++i) {
        const AttemptStory& attempt = story.attempts()[i];
        EXPECT_EQ(attempt.state, AttemptState::Failed);
        EXPECT_EQ(name(attempt.errorClass), row.errorClass) << attempt.message;
        EXPECT_EQ(attempt.status, row.status);
    }
    if (fails) {
        return;
    }
    ASSERT_NE(story.serving(), nullptr);
    const std::string& text = story.serving()->text;
    const char* other = leadAnswers ? FaultBench::kUnderstudy : FaultBench::kLead;
    EXPECT_EQ(text.find(std::string(other) + '/'), std::string::npos) << "spliced: " << text;
    if (!leadAnswers) {
        EXPECT_TRUE(text.starts_with(FaultBench::kUnderstudy) && text.ends_with('.')) << text;
    }
}

void expectAnswerOfItsKind(const FaultRow& row, const AttemptStory& answer)
{
    const std::string fault = row.fault;
    EXPECT_EQ(answer.finish, fault == "refusal" ? Finish::Refusal : Finish::Stop);
    EXPECT_EQ(answer.servedModel, fault == "wrong_model" ? "lead-model-lookalike" : "");
}

class FaultMatrix : public testing::TestWithParam<FaultRow>
{
protected:
    void expectByRoute(Route route)
    {
        FaultBench bench(route);
        for (const Dialect lead : {Dialect::OpenAiChat, Dialect::Anthropic}) {
            const std::size_t before = bench.requestsSeen();
            const RunStory& story = bench.run(lead, GetParam().fault);

            SCOPED_TRACE(std::string(name(lead)));
            expectStory(GetParam(), story);
            EXPECT_EQ(bench.requestsSeen() - before, story.attempts().size())
                << "one attempt is one request";
            if (std::string(GetParam().outcome) == "lead") {
                expectAnswerOfItsKind(GetParam(), story.attempts()[0]);
            }
        }
        EXPECT_EQ(bench.finishedRuns(), 2);
        const bool isProxied = route == Route::Proxy || route == Route::TlsThroughProxy;
        EXPECT_EQ(bench.proxy() != nullptr && bench.proxy()->tunnels() > 0, isProxied);
    }
};

TEST_P(FaultMatrix, HoldsOnPlainConnections) { expectByRoute(Route::Plain); }
TEST_P(FaultMatrix, HoldsUnderTls) { expectByRoute(Route::Tls); }
TEST_P(FaultMatrix, HoldsThroughAProxyThatWantsAPassword) { expectByRoute(Route::Proxy); }
TEST_P(FaultMatrix, HoldsUnderTlsThroughSuchAProxy) { expectByRoute(Route::TlsThroughProxy); }

// In a live run nobody but us knows of the fault: what comes before the first token costs no
// request, what is inside the stream breaks a real one.
TEST_P(FaultMatrix, IsTheSameWhenWeMakeTheFaultOurselves)
{
    for (const Dialect lead : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        FaultBench bench(Route::Plain, FaultMaker::Ourselves);
        const RunStory& story = bench.run(lead, GetParam().fault);

        SCOPED_TRACE(std::string(name(lead)));
        expectStory(GetParam(), story);
        EXPECT_EQ(bench.requestsSeenBy(FaultBench::kLead), GetParam().asked);
        for (const AttemptStory& attempt : story.attempts()) {
            const bool isStruck = attempt.state == AttemptState::Failed;
            EXPECT_EQ(attempt.injected, isStruck ? 1 : 0) << "the outage is named";
        }
    }
}

INSTANTIATE_TEST_SUITE_P(EveryFault, FaultMatrix, testing::ValuesIn(kRows),
                         [](const auto& test) { return nameOf(test.param); });

class KeptPartial : public testing::TestWithParam<const char*>
{};

TEST_P(KeptPartial, EndsTheRunWithWhatWasSaid)
{
    for (const Route route : {Route::Plain, Route::Tls}) {
        FaultBench bench(route);
        const RunStory& story = bench.run(Dialect::OpenAiChat, GetParam(), MidStream::Keep);

        ASSERT_EQ(story.attempts().size(), 1U) << "nobody else is asked";
        EXPECT_EQ(bench.requestsSeen(), 1U);
        EXPECT_EQ(story.outcome(), RunOutcome::Failed);
        EXPECT_TRUE(story.attempts()[0].brokeMidStream());
        EXPECT_EQ(story.attempts()[0].tokens, 3U);
        EXPECT_EQ(story.attempts()[0].discardedTokens, 0U) << "kept, not thrown away";
        EXPECT_EQ(story.attempts()[0].text, "lead-model/amber lead-model/birch lead-model/cedar");
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBreak, KeptPartial,
                         testing::Values("cut:3", "truncate:3", "error_event:3", "malformed:3",
                                         "stall:3", "heartbeat_stall:3"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find(':'));
                         });

TEST(FaultRoutes, SendTheProxysPasswordToTheProxyOnly)
{
    FaultBench bench(Route::TlsThroughProxy);
    bench.run(Dialect::OpenAiChat, "");

    ASSERT_NE(bench.proxy(), nullptr);
    EXPECT_TRUE(bench.proxy()->proxyBytes().startsWith("CONNECT provider.example:443 "));
    EXPECT_TRUE(bench.proxy()->proxyBytes().contains("Proxy-Authorization: Basic "));
    EXPECT_FALSE(bench.proxy()->proxyBytes().contains("POST"));
}

} // namespace
} // namespace understudy
