#include "core/sim/outage_watch.h"

#include "tests/core/sim/signal_log.h"

#include <gtest/gtest.h>

#include <vector>

namespace understudy {
namespace {

using Changes = std::vector<OutageChange>;

// A watch over one outage in world 0 of seed 1.
struct Watching
{
    explicit Watching(const Outage& outage)
        : outages{outage}
        , state(outages, models)
        , watch(outages, state)
    {
        state.reset(1, 0);
    }

    std::vector<ModelName> models{{"p", "a"}};
    std::vector<Outage> outages;
    OutageState state;
    OutageWatch watch;
};

TEST(OutageWatch, TellsOfAWindowToTheMicrosecond)
{
    Outage outage = outageOf(FaultKind::Hang);
    outage.window = OutageWindow{10_ms, 20_ms};
    Watching at(outage);

    at.watch.begin(1, 0, 0_ms);

    EXPECT_EQ(at.watch.look(5_ms), Changes{});
    EXPECT_EQ(at.watch.look(15_ms), (Changes{{10_ms, 0, true}}));
    EXPECT_EQ(at.watch.look(15_ms), Changes{});
    EXPECT_EQ(at.watch.look(50_ms), (Changes{{20_ms, 0, false}}));
}

TEST(OutageWatch, TellsOfWhatIsOnWhenItBegins)
{
    Outage outage = outageOf(FaultKind::Hang);
    outage.window = OutageWindow{10_ms, 20_ms};
    Watching at(outage);

    at.watch.begin(1, 0, 15_ms);

    EXPECT_EQ(at.watch.look(15_ms), (Changes{{15_ms, 0, true}}));
}

TEST(OutageWatch, SeesEverySpellOfAProcessHoweverSeldomItLooks)
{
    Outage outage = outageOf(FaultKind::Hang);
    outage.process = OutageProcess{ConstantLaw{100}, ConstantLaw{30}, true};
    Watching at(outage);

    at.watch.begin(1, 0, 0_ms);

    EXPECT_EQ(at.watch.look(240_ms),
              (Changes{{100_ms, 0, true}, {130_ms, 0, false}, {230_ms, 0, true}}));
}

TEST(OutageWatch, EndsAnOutageThatIsUsedUp)
{
    Outage outage = outageOf(FaultKind::Hang);
    outage.count = 1;
    Watching at(outage);
    at.watch.begin(1, 0, 0_ms);
    EXPECT_EQ(at.watch.look(0_ms), (Changes{{0_ms, 0, true}}));

    at.state.strike(0, 5_ms, AttemptDice(DrawKey{}));

    EXPECT_EQ(at.watch.look(7_ms), (Changes{{7_ms, 0, false}}));
    EXPECT_EQ(at.watch.look(9_ms), Changes{});
}

TEST(OutageWatch, SaysNothingOfWhatNeverStrikes)
{
    Outage outage = outageOf(FaultKind::Hang);
    outage.share = 0;
    Watching at(outage);
    at.watch.begin(1, 0, 0_ms);

    EXPECT_EQ(at.watch.look(100_ms), Changes{});
}

} // namespace
} // namespace understudy
