#include "core/plan/price.h"

#include "core/plan/chat_request.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

constexpr NanoUsd kUsd = 1'000'000'000;

TEST(Price, CountsCachedInputAtItsOwnPrice)
{
    const Price price{kUsd * 5 / 4, kUsd / 8, kUsd * 10}; // per million tokens
    EXPECT_EQ(costOf(price, {1000, 400, 50}), 600 * 1250 + 400 * 125 + 50 * 10000);
}

TEST(Price, RoundsOnceAtTheEnd)
{
    const Price price{600'000, 0, 600'000}; // 0.6 nano-USD a token
    EXPECT_EQ(costOf(price, {1, 0, 0}), 1);
    EXPECT_EQ(costOf(price, {1, 0, 1}), 1); // 1.2, not 1 + 1
    EXPECT_EQ(costOf(price, {0, 0, 0}), 0);
}

TEST(Price, DoesNotOverflowForABillionTokensOfTheDearestModel)
{
    const Price price{1000 * kUsd, 1000 * kUsd, 1000 * kUsd};
    EXPECT_EQ(costOf(price, {1'000'000'000, 0, 1'000'000'000}), 2'000'000 * kUsd);
}

TEST(Price, NeverCountsMoreCachedTokensThanInput)
{
    const Price price{kUsd, kUsd / 10, 0};
    EXPECT_EQ(costOf(price, {10, 4'000'000'000, 0}), 10 * 100);
}

TEST(ChatRequest, EstimatesATokenPerFourBytes)
{
    EXPECT_EQ(estimateTokens({}), 0u);
    EXPECT_EQ(estimateTokens({"", {{Role::User, ""}}}), 1u);
    EXPECT_EQ(estimateTokens({"12345678", {{Role::User, "123456789"}}}), 5u);
}

} // namespace
} // namespace understudy
