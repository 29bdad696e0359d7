// The equivalence law where several candidates are asked at once or in an order of their own:
// races, hedges, balance, and answers that are held back, kept or taken up.
#include "tests/core/wire/equivalence_bench.h"
#include "tests/support/seeds.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

namespace understudy::equivalence {
namespace {

constexpr const char* kProgram = "core_wire_tests";

struct LaneRange
{
    SelectionKind kind = SelectionKind::Race;
    bool holds = false;
    bool continues = false;
};

Selection selectionOf(RandomStream& random, SelectionKind kind)
{
    Selection selection;
    selection.kind = kind;
    if (kind == SelectionKind::Race) {
        const bool isHedge = random.below(2) == 0;
        selection.stagger = isHedge ? milliseconds(20 + std::int64_t(random.below(300))) : 0_ms;
        selection.win = random.below(2) == 0 ? RaceWin::FirstToken : RaceWin::Completed;
        if (random.below(2) == 0) {
            selection.width = 1 + static_cast<std::uint32_t>(random.below(3));
        }
    } else {
        selection.strategy = static_cast<BalanceStrategy>(random.below(6));
        selection.siblings = random.below(3) != 0;
    }
    return selection;
}

Play playOf(std::uint64_t seed, const LaneRange& range)
{
    RandomStream random(mixKey({seed, hashText("lanes")}));
    Play play;
    play.spec.emplace();
    play.spec->midStream = range.continues
                               ? MidStream::Continue
                               : (random.below(2) == 0 ? MidStream::Keep : MidStream::Restart);
    play.spec->holdTokens = range.holds ? 1 + static_cast<std::uint32_t>(random.below(4)) : 0;
    const std::size_t count = 2 + random.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        play.spec->candidates.push_back({.id = "c" + std::to_string(i),
                                         .tries = 1 + static_cast<std::uint32_t>(random.below(3)),
                                         .joinsStep = random.below(4) != 0,
                                         .selection = selectionOf(random, range.kind)});
        const std::size_t all = tellings::all().size();
        play.candidates.push_back({random.below(all), random.below(all), random.below(all)});
        // Apart by single microseconds at least: no two lanes speak in one instant.
        play.later.push_back(Duration{std::int64_t(random.below(400'000)) * 4 + std::int64_t(i)});
    }
    return play;
}

void expectForSeeds(std::uint64_t seeds, const LaneRange& range)
{
    forEachSeed(kProgram, seeds,
                [&range](std::uint64_t seed) { expectEquivalence(playOf(seed, range)); });
}

TEST(EquivalenceOfLanes, HoldsForRacesAndHedges)
{
    expectForSeeds(400, {.kind = SelectionKind::Race});
}

TEST(EquivalenceOfLanes, HoldsForBalance) { expectForSeeds(300, {.kind = SelectionKind::Balance}); }

TEST(EquivalenceOfLanes, HoldsForAnswersThatAreHeldBack)
{
    expectForSeeds(300, {.kind = SelectionKind::Race, .holds = true});
    expectForSeeds(200, {.kind = SelectionKind::Balance, .holds = true});
}

TEST(EquivalenceOfLanes, HoldsForAnswersThatAreTakenUp)
{
    expectForSeeds(300, {.kind = SelectionKind::Balance, .continues = true});
    expectForSeeds(300, {.kind = SelectionKind::Race, .holds = true, .continues = true});
}

} // namespace
} // namespace understudy::equivalence
