#include "core/report/histogram.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace understudy {
namespace {

// Values over many octaves, most of them latencies.
std::vector<std::uint64_t> someValues(std::uint64_t key, std::size_t count)
{
    RandomStream draws(key);
    std::vector<std::uint64_t> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(draws.next() >> (20 + draws.below(40)));
    }
    return values;
}

Histogram histogramOf(const std::vector<std::uint64_t>& values)
{
    Histogram histogram;
    std::for_each(values.begin(), values.end(), [&](std::uint64_t v) { histogram.record(v); });
    return histogram;
}

TEST(WideInteger, MultipliesAndSubtractsLikeLongNumbers)
{
    EXPECT_EQ(product(UINT64_MAX, UINT64_MAX), (WideInteger{1, UINT64_MAX - 1}));
    EXPECT_EQ(product(WideInteger{0, 3}, 5), (WideInteger{0, 15}));
    WideInteger difference{5, 0};
    difference.subtract({7, 0});
    EXPECT_EQ(difference.signedValue(), -2.0);
}

TEST(Histogram, PutsEveryValueInABucketOfItsSize)
{
    for (const std::uint64_t value : someValues(1, 100'000)) {
        const std::uint64_t held = std::min(value, Histogram::kGreatest);
        const std::size_t index = Histogram::indexOf(held);
        ASSERT_LT(index, 41u * 256u);
        if (held > 0) {
            ASSERT_LE(Histogram::indexOf(held - 1), index);
        }
        ASSERT_LE(index - Histogram::indexOf(held - held / 512), 1u) << held;
    }
}

TEST(Histogram, AnswersAConstantExactly)
{
    Histogram histogram;
    for (int i = 0; i < 1000; ++i) {
        histogram.record(450'123);
    }
    EXPECT_EQ(histogram.valueAt(1), 450'123.0);
    EXPECT_EQ(histogram.valueAt(500), 450'123.0);
    EXPECT_EQ(histogram.mean(), 450'123.0);
    EXPECT_EQ(histogram.variance(), 0.0);
    EXPECT_EQ(histogram.fourthCentralMoment(), 0.0);
}

TEST(Histogram, FindsQuantilesWithinFourThousandths)
{
    std::vector<std::uint64_t> values = someValues(2, 50'000);
    const Histogram histogram = histogramOf(values);
    std::sort(values.begin(), values.end());

    for (std::size_t rank = 1; rank <= values.size(); rank += 97) {
        const auto exact = static_cast<double>(std::min(values[rank - 1], Histogram::kGreatest));
        ASSERT_NEAR(histogram.valueAt(rank), exact, exact * 0.004 + 1e-9) << rank;
    }
    EXPECT_EQ(histogram.valueAt(1), static_cast<double>(values.front()));
}

TEST(Histogram, KeepsTheMomentsOfSmallSpreadsAroundLargeValues)
{
    Histogram histogram;
    for (const std::uint64_t value : {100'000'000'000ULL, 100'000'000'001ULL, 100'000'000'002ULL}) {
        histogram.record(value);
    }
    EXPECT_DOUBLE_EQ(histogram.mean(), 100'000'000'001.0);
    EXPECT_DOUBLE_EQ(histogram.variance(), 1.0);
}

TEST(Histogram, HasTheFourthMomentOfAUniformLaw)
{
    Histogram histogram;
    for (std::uint64_t value = 0; value <= 1'000'000; value += 10) {
        histogram.record(value);
    }
    EXPECT_NEAR(histogram.variance(), 1e12 / 12, 1e12 / 12 * 1e-4);
    EXPECT_NEAR(histogram.fourthCentralMoment(), 1e24 / 80, 1e24 / 80 * 1e-3);
}

TEST(Histogram, IsTheSameHoweverItIsPutTogether)
{
    const std::vector<std::uint64_t> values = someValues(3, 9'000);
    const Histogram whole = histogramOf(values);
    const auto third = values.begin() + 3'000;
    Histogram forwards = histogramOf({values.begin(), third});
    forwards.add(histogramOf({third, values.end()}));
    Histogram backwards = histogramOf({third, values.end()});
    backwards.add(histogramOf({values.begin(), third}));

    EXPECT_EQ(forwards, whole);
    EXPECT_EQ(backwards, whole);
    EXPECT_EQ(backwards.valueAt(4'500), whole.valueAt(4'500));
}

TEST(Histogram, ClearedEqualsANewOne)
{
    Histogram histogram = histogramOf(someValues(4, 100));
    EXPECT_NE(histogram, Histogram());
    histogram.clear();
    EXPECT_EQ(histogram, Histogram());
    EXPECT_EQ(Histogram(), histogram);
}

TEST(Histogram, CountsWhatIsTooLargeAsTheGreatest)
{
    Histogram histogram;
    histogram.record(UINT64_MAX);
    EXPECT_EQ(histogram.valueAt(1), static_cast<double>(Histogram::kGreatest));
}

} // namespace
} // namespace understudy
