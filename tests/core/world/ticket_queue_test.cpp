#include "core/world/ticket_queue.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <deque>

namespace understudy {
namespace {

TEST(TicketQueue, ServesInOrderAndSkipsWhoLeft)
{
    TicketQueue queue;
    for (const std::uint64_t ticket : {4U, 2U, 9U, 7U}) {
        queue.push(ticket);
    }

    EXPECT_TRUE(queue.remove(9));
    EXPECT_FALSE(queue.remove(9));
    EXPECT_FALSE(queue.remove(5));
    EXPECT_EQ(queue.size(), 3u);
    EXPECT_EQ(queue.pop(), 4u);
    EXPECT_EQ(queue.pop(), 2u);
    EXPECT_EQ(queue.pop(), 7u);
    EXPECT_EQ(queue.pop(), std::nullopt);
    queue.push(9);
    EXPECT_EQ(queue.pop(), 9u);
}

TEST(TicketQueue, BehavesAsAPlainListUnderAnyMixOfCalls)
{
    RandomStream random(11);
    TicketQueue queue;
    std::deque<std::uint64_t> plain;
    std::uint64_t next = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::uint64_t what = random.below(10);
        if (what < 5) {
            queue.push(++next);
            plain.push_back(next);
        } else if (what < 8) {
            const auto expected = plain.empty() ? std::nullopt : std::optional(plain.front());
            ASSERT_EQ(queue.pop(), expected);
            if (!plain.empty()) {
                plain.pop_front();
            }
        } else {
            const std::uint64_t ticket = next == 0 ? 1 : 1 + random.below(next);
            ASSERT_EQ(queue.remove(ticket), std::erase(plain, ticket) > 0);
        }
        ASSERT_EQ(queue.size(), plain.size());
    }
}

} // namespace
} // namespace understudy
