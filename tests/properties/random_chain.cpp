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
    return {.connect = between(dice, 1, 3000),
            .firstToken = between(dice, 1, 6000),
            .byteIdle = between(dice, 1, 3000),
            .payloadIdle = between(dice, 1, 4000),
            .attempt = between(dice, 1, 9000)};
}

ReactionRules randomReactions(RandomStream& dice)
{
    ReactionRules rules;
    for (const char* pattern : {"*", "rate_limit", "rate_limit.wait", "server", "stream",
                                "stream.cut", "invalid_request", "policy"}) {
        if (oneIn(dice, 8)) {
            rules.push_back({pattern, static_cast<Reaction>(dice.below(3))});
        }
    }
    return rules;
}

} // namespace

ChainSpec randomChain(std::uint64_t seed)
{
    RandomStream dice(mixKey({seed, hashText("chain")}));
    ChainSpec spec{.deadline =
                       oneIn(dice, 3) ? between(dice, 1, 5000) : between(dice, 5000, 60'000),
                   .patience = between(dice, 0, 8000),
                   .maxAttempts = static_cast<std::uint32_t>(1 + dice.below(16)),
                   .midStream = oneIn(dice, 3) ? MidStream::Keep : MidStream::Restart};
    const std::uint64_t count = 1 + dice.below(6);
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
    // Seldom a plain answer: it would end the run before anything happens.
    ScriptedAttempt drawn = kMenu[oneIn(dice, 8) ? 0 : 1 + dice.below(kMenu.size() - 1)];
    drawn.firstToken = between(dice, 0, 3000);
    drawn.interval = between(dice, 0, 1500);
    drawn.tokens = static_cast<std::uint32_t>(dice.below(8));
    drawn.failAfter = between(dice, 0, 2000);
    drawn.connectAfter = oneIn(dice, 3) ? Duration{} : between(dice, 0, 1500);
    drawn.headersAfter = drawn.connectAfter + between(dice, 0, 500);
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
