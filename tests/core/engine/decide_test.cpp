#include "core/engine/decide.h"

#include "tests/support/chain_builder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const Instant kNow{std::chrono::seconds(10)};

RunProgress firstTry(std::uint16_t candidate = 0)
{
    return {.candidate = candidate,
            .tryNumber = 1,
            .attempts = 1,
            .deadline = kNow + 60_s,
            .hasNext = true};
}

AttemptOutcome failure(ErrorClass errorClass) { return {.errorClass = errorClass}; }

TEST(Decide, ObeysShouldRetryForAServerErrorButNotForAuth)
{
    const auto chain = buildChain({.candidates = {{.id = "a"}, {.id = "b"}}});
    AttemptOutcome server = failure(ErrorClass::Server);
    server.shouldRetry = ShouldRetry::No;
    AttemptOutcome auth = failure(ErrorClass::Auth);
    auth.shouldRetry = ShouldRetry::Yes;

    EXPECT_EQ(reactionTo(*chain, firstTry(), server), Reaction::Next);
    EXPECT_EQ(reactionTo(*chain, firstTry(), auth), Reaction::Next);
}

TEST(Decide, LetsAWrittenReactionOverrideShouldRetry)
{
    const auto chain =
        buildChain({.candidates = {{.id = "a", .reactions = {{"server", Reaction::Stop}}}}});
    AttemptOutcome outcome = failure(ErrorClass::Server);
    outcome.shouldRetry = ShouldRetry::Yes;

    EXPECT_EQ(reactionTo(*chain, firstTry(), outcome), Reaction::Stop);
}

TEST(Decide, TriesAgainAtOnceWhenBackoffIsSwitchedOff)
{
    const auto chain = buildChain(
        {.candidates = {{.id = "a", .backoff = {.base = 0_ms, .jitter = Jitter::None}}}});

    const Move move = decide(*chain, firstTry(), failure(ErrorClass::Overload), kNow, 0.5);

    EXPECT_EQ(move.kind, MoveKind::Try);
}

TEST(Decide, FailsWhenTheLastCandidateHasNoTriesLeft)
{
    const auto chain = buildChain({.candidates = {{.id = "a", .tries = 1}}});

    RunProgress last = firstTry();
    last.hasNext = false;
    const Move move = decide(*chain, last, failure(ErrorClass::Server), kNow, 0.5);

    EXPECT_EQ(move.kind, MoveKind::Fail);
}

TEST(Decide, EndsWithAPartialAnswerThatAPolicyStopped)
{
    const auto chain = buildChain({.candidates = {{.id = "a"}, {.id = "b"}}});
    AttemptOutcome outcome = failure(ErrorClass::PolicyOutput);
    outcome.isCommitted = true;

    const Move move = decide(*chain, firstTry(), outcome, kNow, 0.5);

    EXPECT_EQ(move.kind, MoveKind::Fail);
    EXPECT_EQ(move.reaction, Reaction::Stop);
}

TEST(Decide, GivesAnAnswerToEveryClassOfFailure)
{
    const auto chain = buildChain({.candidates = {{.id = "a"}, {.id = "b"}}});
    for (std::size_t i = 1; i < kErrorClassCount; ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        const Move move = decide(*chain, firstTry(), failure(errorClass), kNow, 0.5);

        const Reaction expected = defaultReaction(errorClass);
        EXPECT_EQ(move.reaction, expected) << name(errorClass);
        EXPECT_EQ(move.kind == MoveKind::Fail, expected == Reaction::Stop) << name(errorClass);
        EXPECT_EQ(move.kind == MoveKind::Switch, expected == Reaction::Next) << name(errorClass);
    }
}

} // namespace
} // namespace understudy
