#include "core/base/slot_pool.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

using Pool = SlotPool<int, RunTag>;

TEST(SlotPool, DoesNotFindAnIdWhoseSlotHasANewTenant)
{
    Pool pool;
    const RunId first = pool.acquire();
    pool.release(first);
    const RunId second = pool.acquire();

    EXPECT_EQ(first.slot, second.slot);
    EXPECT_EQ(pool.find(first), nullptr);
    ASSERT_NE(pool.find(second), nullptr);
    EXPECT_EQ(pool.live(), 1u);
}

TEST(SlotPool, KeepsAddressesWhileItGrows)
{
    Pool pool;
    const RunId first = pool.acquire();
    int* address = pool.find(first);
    for (int i = 0; i < 1000; ++i) {
        pool.acquire();
    }
    EXPECT_EQ(pool.find(first), address);
}

TEST(SlotPool, SurvivesAPackedIdOnTheWayThroughASeam)
{
    Pool pool;
    pool.acquire();
    const RunId id = pool.acquire();
    EXPECT_EQ(RunId::unpack(id.packed()), id);
    EXPECT_EQ(pool.find(RunId{}), nullptr);
}

} // namespace
} // namespace understudy
