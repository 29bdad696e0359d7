#include "tests/properties/random_chain.h"

#include "tests/properties/outcome_menu.h"

namespace understudy {

namespace {

Duration between(RandomStream& dice, std::int64_t least, std::int64_t most) // in ms
{
    const auto width = static_cast<std::uint64_t>(most - least + 1);
    return milliseconds(least + static_cast<std::int64_t>(dice.below(width)));
}

bool oneIn(RandomStream& dice, std::uint64_t n) { return dice.below(n) == 0; }

Backoff randomBackoff(RandomStream& dice)
{
    return {.base = oneIn(dice, 6) ? Duration::zero() : between(dice, 1, 2000),
            .factor = 1.0 + 3.0 * dice.unit(),
            .cap = between(dice, 0, 12'000),
            .jitter = static_cast<Jitter>(dice.below(6))};
}

Timeouts randomTimeouts(RandomStream& dice)
{
    return {.connect = between(dice, 400, 3000),
            .firstToken = between(dice, 600, 6000),
            .byteIdle = between(dice, 400, 3000),
            .payloadIdle = between(dice, 500, 4000),
            .attempt = between(dice, 1000, 9000)};
}

ReactionRules randomReactions(RandomStream& dice)
{
    ReactionRules rules;
    for (const char* pattern : {"*", "rate_limit", "rate_limit.wait", "server", "stream",
                                "stream.cut", "invalid_request", "policy"}) {
        if (oneIn(dice, *pattern == '*' ? 2 : 8)) {
            const bool stops = oneIn(dice, 6);
            rules.push_back({pattern, stops            ? Reaction::Stop
                                      : oneIn(dice, 2) ? Reaction::Retry
                                                       : Reaction::Next});
        }
    }
    return rules;
}

} // namespace

ChainSpec randomChain(std::uint64_t seed)
{
    RandomStream dice(mixKey({seed, hashText("chain")}));
    ChainSpec spec{
        .deadline = oneIn(dice, 4) ? between(dice, 1, 5000) : between(dice, 20'000, 200'000),
        .patience = oneIn(dice, 4) ? between(dice, 0, 2000) : between(dice, 2000, 10'000),
        .maxAttempts = static_cast<std::uint32_t>(1 + dice.below(oneIn(dice, 4) ? 4 : 24)),
        .midStream = oneIn(dice, 4) ? MidStream::Keep : MidStream::Restart};
    const std::uint64_t count = oneIn(dice, 4) ? 1 + dice.below(3) : 3 + dice.below(4);
    for (std::uint64_t i = 0; i < count; ++i) {
        spec.candidates.push_back({.id = std::string(1, static_cast<char>('a' + i)),
                                   .tries = static_cast<std::uint32_t>(1 + dice.below(5)),
                                   .provider = "p" + std::to_string(dice.below(3)),
                                   .enabled = !oneIn(dice, 5),
                                   .joinsStep = oneIn(dice, 2),
                                   .backoff = randomBackoff(dice),
                                   .timeouts = randomTimeouts(dice),
                                   .reactions = randomReactions(dice)});
    }
    spec.candidates[dice.below(count)].enabled = true;
    return spec;
}

ScriptedAttempt randomAttempt(std::uint64_t seed, std::uint32_t attempt)
{
    static const std::vector<ScriptedAttempt> kMenu = everyKind();
    RandomStream dice(mixKey({seed, attempt, hashText("attempt")}));
    ScriptedAttempt drawn = kMenu[dice.below(kMenu.size())];
    // Seldom an answer: it would end the run before anything happens.
    if (drawn.failure == ErrorClass::None && drawn.last == Stage::End && !oneIn(dice, 6)) {
        drawn.failure = oneIn(dice, 2) ? ErrorClass::Server : ErrorClass::StreamCut;
        drawn.failsAfterTokens = oneIn(dice, 2);
    }
    const bool stops =
        drawn.failure == ErrorClass::PolicyPrompt || drawn.failure == ErrorClass::PolicyOutput;
    if (stops && !oneIn(dice, 4)) {
        drawn.failure = ErrorClass::RateLimitWait;
    }
    const bool isSlow = oneIn(dice, 3);
    drawn.firstToken = between(dice, 0, isSlow ? 3000 : 500);
    drawn.interval = between(dice, 0, isSlow ? 1500 : 100);
    drawn.tokens = static_cast<std::uint32_t>(dice.below(8));
    drawn.failAfter = between(dice, 0, isSlow ? 2000 : 300);
    drawn.connectAfter = between(dice, 0, isSlow ? 1500 : 50);
    drawn.headersAfter = drawn.connectAfter + between(dice, 0, isSlow ? 500 : 50);
    drawn.firstToken += drawn.headersAfter;
    drawn.failAfter += drawn.headersAfter;
    drawn.beatEvery = between(dice, 1, 2000);
    if (drawn.hint >= Duration::zero()) {
        drawn.hint = oneIn(dice, 10) ? Duration::max() : between(dice, 0, 12'000);
    }
    drawn.shouldRetry = static_cast<ShouldRetry>(dice.below(3));
    return drawn;
}

} // namespace understudy
