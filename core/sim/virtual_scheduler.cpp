#include "core/sim/virtual_scheduler.h"

#include "core/base/check.h"

#include <algorithm>
#include <bit>

namespace understudy {

namespace {

constexpr std::uint64_t microseconds(Instant when)
{
    return static_cast<std::uint64_t>(when.time_since_epoch().count());
}

constexpr Instant instant(std::uint64_t microseconds)
{
    return Instant{Duration{static_cast<std::int64_t>(microseconds)}};
}

// The highest byte in which two times differ; 0 when they are equal.
constexpr std::size_t levelOf(std::uint64_t a, std::uint64_t b)
{
    return static_cast<std::size_t>(std::bit_width((a ^ b) | 1U) - 1) / 8;
}

constexpr std::size_t byteOf(std::uint64_t time, std::size_t level)
{
    return (time >> (8 * level)) & 0xFFU;
}

} // namespace

void VirtualScheduler::Level::use(std::size_t bucket)
{
    isUsed[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
    words |= 1U << (bucket / 64);
}

void VirtualScheduler::Level::free(std::size_t bucket)
{
    isUsed[bucket / 64] &= ~(std::uint64_t{1} << (bucket % 64));
    words &= ~(static_cast<std::uint32_t>(isUsed[bucket / 64] == 0) << (bucket / 64));
}

bool VirtualScheduler::Level::isBucketUsed(std::size_t bucket) const
{
    return (isUsed[bucket / 64] >> (bucket % 64) & 1U) != 0;
}

std::size_t VirtualScheduler::Level::firstUsed() const
{
    const auto word = static_cast<std::size_t>(std::countr_zero(words));
    return word * 64 + static_cast<std::size_t>(std::countr_zero(isUsed[word]));
}

void VirtualScheduler::Level::clear()
{
    isUsed.fill(0);
    words = 0;
}

VirtualScheduler::VirtualScheduler()
    : m_base(microseconds(kWorldStart))
    , m_wheel(kLevels)
{}

void VirtualScheduler::wakeAt(Instant when, Wakeable& target, std::uint64_t token)
{
    const std::uint32_t wake = acquire();
    m_wakes[wake] = {microseconds(std::max(when, m_now)), &target, token, kNone};
    ++m_pending;
    add(wake);
}

void VirtualScheduler::forgetTarget(Wakeable& target)
{
    m_levels = 0; // set again by what stays
    for (Level& level : m_wheel) {
        for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
            std::uint32_t wake = level.isBucketUsed(bucket) ? level.buckets[bucket].first : kNone;
            level.free(bucket);
            while (wake != kNone) {
                const std::uint32_t next = m_wakes[wake].next;
                // What stays goes back to the bucket from which it came.
                m_wakes[wake].target == &target ? release(wake) : add(wake);
                wake = next;
            }
        }
    }
}

bool VirtualScheduler::step()
{
    if (m_pending == 0) {
        return false;
    }
    const std::uint32_t next = takeNext();
    const Wake wake = m_wakes[next];
    release(next); // first of all: what it asks for finds a warm place
    m_now = instant(wake.when);
    wake.target->onWake(wake.token);
    return true;
}

void VirtualScheduler::advanceTo(Instant when)
{
    US_CHECK(when >= m_now && when <= peek());
    m_now = when;
}

Instant VirtualScheduler::peek() const
{
    if (m_pending == 0) {
        return Instant::max();
    }
    const Level& level = m_wheel[static_cast<std::size_t>(std::countr_zero(m_levels))];
    std::uint64_t first = UINT64_MAX;
    for (std::uint32_t i = level.buckets[level.firstUsed()].first; i != kNone;
         i = m_wakes[i].next) {
        first = std::min(first, m_wakes[i].when);
    }
    return instant(first);
}

void VirtualScheduler::reset()
{
    for (std::size_t level = 0; m_levels != 0; ++level, m_levels >>= 1U) {
        if ((m_levels & 1U) != 0) {
            m_wheel[level].clear();
        }
    }
    m_wakes.clear();
    m_free = kNone;
    m_pending = 0;
    m_now = kWorldStart;
    m_base = microseconds(kWorldStart);
}

std::uint32_t VirtualScheduler::acquire()
{
    if (m_free == kNone) {
        US_CHECK(m_wakes.size() < kNone);
        m_wakes.emplace_back();
        return static_cast<std::uint32_t>(m_wakes.size() - 1);
    }
    const std::uint32_t wake = m_free;
    m_free = m_wakes[wake].next;
    return wake;
}

void VirtualScheduler::release(std::uint32_t wake)
{
    m_wakes[wake].next = m_free;
    m_free = wake;
    --m_pending;
}

// Behind all that the bucket holds: of equal times the one asked for first comes first, also after
// moving down, as a bucket moves down before anything is added below it.
void VirtualScheduler::add(std::uint32_t wake)
{
    Wake& added = m_wakes[wake];
    const std::size_t at = levelOf(added.when, m_base);
    const std::size_t bucket = byteOf(added.when, at);
    Level& level = m_wheel[at];
    List& list = level.buckets[bucket];
    added.next = kNone;
    if (level.isBucketUsed(bucket)) {
        m_wakes[list.last].next = wake;
    } else {
        level.use(bucket);
        m_levels |= 1U << at;
        list.first = wake;
    }
    list.last = wake;
}

void VirtualScheduler::empty(std::size_t at, std::size_t bucket)
{
    m_wheel[at].free(bucket);
    m_levels &= ~(static_cast<std::uint32_t>(m_wheel[at].words == 0) << at);
}

std::uint32_t VirtualScheduler::takeNext()
{
    while ((m_levels & 1U) == 0) {
        const std::uint32_t only = takeAbove(static_cast<std::size_t>(std::countr_zero(m_levels)));
        if (only != kNone) {
            return only;
        }
    }
    const std::size_t bucket = m_wheel[0].firstUsed();
    List& list = m_wheel[0].buckets[bucket];
    const std::uint32_t first = list.first;
    list.first = m_wakes[first].next;
    if (list.first == kNone) {
        empty(0, bucket);
    }
    m_base = m_wakes[first].when;
    return first;
}

// Time has come to the first bucket of a level, with nothing left before it: its wakes spread over
// lower levels, unless there is only one, which is the next one then.
std::uint32_t VirtualScheduler::takeAbove(std::size_t at)
{
    const std::size_t bucket = m_wheel[at].firstUsed();
    const List list = m_wheel[at].buckets[bucket];
    empty(at, bucket);
    if (list.first == list.last) {
        m_base = m_wakes[list.first].when;
        return list.first;
    }
    // Where the bucket begins; all bytes below are 0.
    m_base = m_wakes[list.first].when >> (8 * at) << (8 * at);
    for (std::uint32_t wake = list.first; wake != kNone;) {
        const std::uint32_t next = m_wakes[wake].next;
        add(wake);
        wake = next;
    }
    return kNone;
}

} // namespace understudy
