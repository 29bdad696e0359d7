#include "core/sim/virtual_scheduler.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr std::size_t kChildren = 4;

} // namespace

void VirtualScheduler::wakeAt(Instant when, Wakeable& target, std::uint64_t token)
{
    const Wake wake{std::max(when, m_now), m_sequence++, &target, token};
    if (m_isTopTaken) {
        m_isTopTaken = false;
        sink(0, wake);
        return;
    }
    m_wakes.push_back(wake);
    rise(m_wakes.size() - 1, wake);
}

void VirtualScheduler::forgetTarget(Wakeable& target)
{
    closeTop();
    std::erase_if(m_wakes, [&](const Wake& wake) { return wake.target == &target; });
    // Sorted is a heap too, and this is rare.
    std::sort(m_wakes.begin(), m_wakes.end(),
              [](const Wake& a, const Wake& b) { return a.isBefore(b); });
}

bool VirtualScheduler::step()
{
    closeTop(); // open only if the last wake left by an exception
    if (m_wakes.empty()) {
        return false;
    }
    const Wake wake = m_wakes.front();
    m_now = wake.when;
    m_isTopTaken = true;
    wake.target->onWake(wake.token);
    closeTop();
    return true;
}

void VirtualScheduler::advanceTo(Instant when)
{
    US_CHECK(!m_isTopTaken && when >= m_now && when <= peek());
    m_now = when;
}

void VirtualScheduler::reset()
{
    m_wakes.clear();
    m_sequence = 0;
    m_now = kWorldStart;
    m_isTopTaken = false;
}

// Nothing took the place of the wake that was delivered: the last one does.
void VirtualScheduler::closeTop()
{
    if (!m_isTopTaken) {
        return;
    }
    m_isTopTaken = false;
    const Wake last = m_wakes.back();
    m_wakes.pop_back();
    if (!m_wakes.empty()) {
        sink(0, last);
    }
}

void VirtualScheduler::rise(std::size_t place, const Wake& wake)
{
    while (place > 0) {
        const std::size_t parent = (place - 1) / kChildren;
        if (!wake.isBefore(m_wakes[parent])) {
            break;
        }
        m_wakes[place] = m_wakes[parent];
        place = parent;
    }
    m_wakes[place] = wake;
}

void VirtualScheduler::sink(std::size_t place, const Wake& wake)
{
    const std::size_t size = m_wakes.size();
    for (;;) {
        const std::size_t first = place * kChildren + 1;
        if (first >= size) {
            break;
        }
        const std::size_t last = std::min(first + kChildren, size);
        std::size_t least = first;
        for (std::size_t child = first + 1; child < last; ++child) {
            least = m_wakes[child].isBefore(m_wakes[least]) ? child : least;
        }
        if (!m_wakes[least].isBefore(wake)) {
            break;
        }
        m_wakes[place] = m_wakes[least];
        place = least;
    }
    m_wakes[place] = wake;
}

} // namespace understudy
