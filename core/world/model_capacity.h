// The servers and limits of one simulated model in one world: a queue, a concurrency limit, token
// buckets. Times are instants of the world; calls come in order of time.
#pragma once

#include "core/base/time.h"
#include "core/plan/scenario.h"
#include "core/world/ticket_queue.h"
#include "core/world/token_bucket.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace understudy {

enum class Admission : std::uint8_t
{
    Serves,  // a server is free: it begins now
    Queues,  // release() will name it when its turn comes
    Rejected // 429
};

struct AdmissionAnswer
{
    Admission admission = Admission::Serves;
    Duration hint{-1}; // Rejected by a bucket: the true wait until it would be admitted
};

class ModelCapacity
{
public:
    explicit ModelCapacity(const Capacity& capacity);
    void reset(Instant start); // idle, buckets full

    // `ticket` names the attempt for release(); `tokens` is input + output.
    AdmissionAnswer admit(Instant now, std::uint64_t ticket, std::uint64_t tokens);
    // A server is free again: the ticket that begins now, if one waits.
    std::optional<std::uint64_t> release();
    // A waiting ticket gives up. False when it was not waiting.
    bool leaveQueue(std::uint64_t ticket);

    std::uint32_t busy() const;
    std::size_t waiting() const;

private:
    std::optional<AdmissionAnswer> refusedByBuckets(Instant now, std::uint64_t tokens);
    bool hasFreeServer() const;
    bool hasRoomToWait() const;

    Capacity m_capacity;
    std::optional<TokenBucket> m_requests;
    std::optional<TokenBucket> m_tokens;
    TicketQueue m_queue;
    std::uint32_t m_busy = 0;
};

} // namespace understudy
