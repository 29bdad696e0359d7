#include "core/world/model_capacity.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

std::optional<TokenBucket> bucketOf(const std::optional<double>& perMinute)
{
    return perMinute ? std::optional(TokenBucket(*perMinute)) : std::nullopt;
}

} // namespace

ModelCapacity::ModelCapacity(const Capacity& capacity)
    : m_capacity(capacity)
    , m_requests(bucketOf(capacity.requestsPerMinute))
    , m_tokens(bucketOf(capacity.tokensPerMinute))
{
    reset(Instant{});
}

void ModelCapacity::reset(Instant start)
{
    m_queue.clear();
    m_busy = 0;
    if (m_requests) {
        m_requests->fill(start);
    }
    if (m_tokens) {
        m_tokens->fill(start);
    }
}

// The buckets stand at the door, before the servers. Only who comes in takes from them.
AdmissionAnswer ModelCapacity::admit(Instant now, std::uint64_t ticket, std::uint64_t tokens)
{
    if (const auto refused = refusedByBuckets(now, tokens)) {
        return *refused;
    }
    const bool serves = hasFreeServer();
    if (!serves && !hasRoomToWait()) {
        return {Admission::Rejected};
    }
    if (m_requests) {
        m_requests->take(1);
    }
    if (m_tokens) {
        m_tokens->take(tokens);
    }
    if (serves) {
        ++m_busy;
        return {Admission::Serves};
    }
    m_queue.push(ticket);
    return {Admission::Queues};
}

std::optional<AdmissionAnswer> ModelCapacity::refusedByBuckets(Instant now, std::uint64_t tokens)
{
    const std::optional<Duration> requests = m_requests ? m_requests->waitFor(now, 1) : Duration{};
    const std::optional<Duration> wanted = m_tokens ? m_tokens->waitFor(now, tokens) : Duration{};
    if (!requests || !wanted) { // no wait would help
        return AdmissionAnswer{Admission::Rejected};
    }
    const Duration wait = std::max(*requests, *wanted);
    return wait > Duration{} ? std::optional(AdmissionAnswer{Admission::Rejected, wait})
                             : std::nullopt;
}

bool ModelCapacity::hasFreeServer() const
{
    return !m_capacity.concurrent || m_busy < *m_capacity.concurrent;
}

bool ModelCapacity::hasRoomToWait() const
{
    return m_capacity.whenFull == WhenFull::Queue &&
           (!m_capacity.queueLimit || m_queue.size() < *m_capacity.queueLimit);
}

std::optional<std::uint64_t> ModelCapacity::release()
{
    US_CHECK(m_busy > 0);
    std::optional<std::uint64_t> next = m_queue.pop();
    if (!next) {
        --m_busy;
    }
    return next;
}

bool ModelCapacity::leaveQueue(std::uint64_t ticket) { return m_queue.remove(ticket); }

std::uint32_t ModelCapacity::busy() const { return m_busy; }

std::size_t ModelCapacity::waiting() const { return m_queue.size(); }

} // namespace understudy
