#include "core/world/model_capacity.h"

#include <gtest/gtest.h>

#include <string>

namespace understudy {
namespace {

constexpr Instant kStart{};

Capacity servers(std::uint32_t count)
{
    Capacity capacity;
    capacity.concurrent = count;
    return capacity;
}

// "S" serves, "Q" queues, "R" rejected, "R2000" rejected with a hint in ms.
std::string admitted(ModelCapacity& model, std::uint64_t ticket, Instant now = kStart,
                     std::uint64_t tokens = 0)
{
    const AdmissionAnswer answer = model.admit(now, ticket, tokens);
    switch (answer.admission) {
    case Admission::Serves: return "S";
    case Admission::Queues: return "Q";
    case Admission::Rejected: break;
    }
    return answer.hint < Duration{} ? "R" : "R" + std::to_string(toMilliseconds(answer.hint));
}

std::string admittedAll(ModelCapacity& model, std::initializer_list<std::uint64_t> tickets,
                        Instant now = kStart)
{
    std::string answers;
    for (const std::uint64_t ticket : tickets) {
        answers += admitted(model, ticket, now);
    }
    return answers;
}

TEST(ModelCapacity, ServesEverybodyWithoutLimits)
{
    ModelCapacity model{Capacity{}};

    for (std::uint64_t i = 0; i < 1000; ++i) {
        EXPECT_EQ(admitted(model, i, kStart, 1'000'000), "S");
    }
    EXPECT_EQ(model.busy(), 1000u);
    EXPECT_EQ(model.release(), std::nullopt);
    EXPECT_EQ(model.busy(), 999u);
}

TEST(ModelCapacity, QueuesInTheOrderOfArrival)
{
    ModelCapacity model(servers(2));

    EXPECT_EQ(admittedAll(model, {1, 2, 3, 4}), "SSQQ");
    EXPECT_EQ(model.waiting(), 2u);
    EXPECT_EQ(model.release(), 3u);
    EXPECT_EQ(model.busy(), 2u);
    EXPECT_EQ(admitted(model, 5), "Q");
    EXPECT_EQ(model.release(), 4u);
    EXPECT_EQ(model.release(), 5u);
    EXPECT_EQ(model.release(), std::nullopt);
    EXPECT_EQ(model.release(), std::nullopt);
    EXPECT_EQ(model.busy(), 0u);
}

TEST(ModelCapacity, LetsAWaitingTicketLeave)
{
    ModelCapacity model(servers(1));
    admitted(model, 1);
    admitted(model, 2);
    admitted(model, 3);

    EXPECT_TRUE(model.leaveQueue(2));
    EXPECT_FALSE(model.leaveQueue(2));
    EXPECT_FALSE(model.leaveQueue(1)); // is served, does not wait
    EXPECT_EQ(model.release(), 3u);
}

TEST(ModelCapacity, RejectsWhenItIsToldToOrTheQueueIsFull)
{
    Capacity rejects = servers(1);
    rejects.whenFull = WhenFull::Reject;
    Capacity shortQueue = servers(1);
    shortQueue.queueLimit = 1;
    ModelCapacity strict(rejects);
    ModelCapacity patient(shortQueue);

    EXPECT_EQ(admittedAll(strict, {1, 2}), "SR");
    EXPECT_EQ(admittedAll(patient, {1, 2, 3}), "SQR");
    patient.leaveQueue(2);
    EXPECT_EQ(admitted(patient, 4), "Q");
}

TEST(ModelCapacity, LimitsRequestsPerMinuteAndTellsTheWait)
{
    Capacity capacity;
    capacity.requestsPerMinute = 2;
    ModelCapacity model(capacity);

    EXPECT_EQ(admitted(model, 1), "S");
    EXPECT_EQ(admitted(model, 2), "S");
    EXPECT_EQ(admitted(model, 3), "R30000");
    EXPECT_EQ(admitted(model, 4, kStart + 10_s), "R20000");
    EXPECT_EQ(admitted(model, 5, kStart + 30_s), "S");
    EXPECT_EQ(admitted(model, 6, kStart + 30_s), "R30000");
}

TEST(ModelCapacity, LimitsTokensPerMinute)
{
    Capacity capacity;
    capacity.tokensPerMinute = 6000; // 100 a second
    ModelCapacity model(capacity);

    EXPECT_EQ(admitted(model, 1, kStart, 6001), "R"); // never fits: no wait would help
    EXPECT_EQ(admitted(model, 2, kStart, 5900), "S");
    EXPECT_EQ(admitted(model, 3, kStart, 200), "R1000");
    EXPECT_EQ(admitted(model, 4, kStart, 100), "S");
    EXPECT_EQ(admitted(model, 5, kStart + 1_s, 100), "S");
}

TEST(ModelCapacity, TakesFromNoBucketForWhomItRejects)
{
    Capacity capacity = servers(1);
    capacity.whenFull = WhenFull::Reject;
    capacity.requestsPerMinute = 3;
    capacity.tokensPerMinute = 1000;
    ModelCapacity model(capacity);

    EXPECT_EQ(admitted(model, 1, kStart, 100), "S");
    EXPECT_EQ(admitted(model, 2, kStart, 100), "R");
    EXPECT_EQ(admitted(model, 3, kStart, 901), "R60"); // one token too many
    model.release();
    EXPECT_EQ(admitted(model, 4, kStart, 900), "S"); // both buckets as the first one left them
    model.release();
    EXPECT_EQ(admitted(model, 5, kStart, 0), "S");
    model.release();
    EXPECT_EQ(admitted(model, 6, kStart, 0), "R20000");
}

TEST(ModelCapacity, BeginsAnewInEachWorld)
{
    Capacity capacity = servers(1);
    capacity.requestsPerMinute = 2;
    ModelCapacity model(capacity);
    admitted(model, 1);
    admitted(model, 2);

    model.reset(kStart + 5_s);

    EXPECT_EQ(model.busy(), 0u);
    EXPECT_EQ(model.waiting(), 0u);
    EXPECT_EQ(admittedAll(model, {3, 4}, kStart + 5_s), "SQ");
}

} // namespace
} // namespace understudy
