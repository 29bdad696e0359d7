// The equivalence law: the same script, played once as bytes through codec and driver and once as
// scripted signals, gives the engine's observers the same events, field by field.
#include "tests/core/wire/equivalence_bench.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace understudy::equivalence {
namespace {

const std::size_t kCount = tellings::all().size();

TEST(Equivalence, HoldsForEveryAttemptInEitherDialectWithAnAnswerBehind)
{
    for (std::size_t index = 0; index < kCount; ++index) {
        expectEquivalence({{{index}, {0}}});
        expectEquivalence({{{index, 0}}});
        expectEquivalence({{{13}, {index, 0}}});
        expectEquivalence({{{index, 0}}, MidStream::Keep});
    }
}

TEST(Equivalence, HoldsForEveryPairOfAttempts)
{
    for (std::size_t first = 0; first < kCount; ++first) {
        for (std::size_t second = 0; second < kCount; ++second) {
            expectEquivalence({{{first, second}, {second, first}}});
        }
    }
}

TEST(Equivalence, HoldsForRandomChains)
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        RandomStream random(seed);
        Play play;
        play.midStream = random.below(4) == 0 ? MidStream::Keep : MidStream::Restart;
        play.candidates.resize(1 + random.below(4));
        for (Attempts& attempts : play.candidates) {
            attempts = {random.below(kCount), random.below(kCount)};
        }
        expectEquivalence(play);
        ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    }
}

} // namespace
} // namespace understudy::equivalence
