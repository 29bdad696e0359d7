#include "core/world/ticket_queue.h"

namespace understudy {

namespace {

constexpr std::size_t kFewest = 16;

} // namespace

void TicketQueue::clear()
{
    m_front = 0;
    m_places = 0;
    m_size = 0;
}

void TicketQueue::push(std::uint64_t ticket)
{
    if (m_places == m_ring.size()) {
        grow();
    }
    ++m_places;
    ++m_size;
    at(m_places - 1) = {ticket, false};
}

std::optional<std::uint64_t> TicketQueue::pop()
{
    if (m_size == 0) {
        return std::nullopt;
    }
    const std::uint64_t ticket = at(0).ticket; // the front never belongs to a leaver
    remove(ticket);
    return ticket;
}

bool TicketQueue::remove(std::uint64_t ticket)
{
    for (std::size_t i = 0; i < m_places; ++i) {
        Place& place = at(i);
        if (place.ticket == ticket && !place.hasLeft) {
            place.hasLeft = true;
            --m_size;
            dropLeavers();
            return true;
        }
    }
    return false;
}

TicketQueue::Place& TicketQueue::at(std::size_t offset)
{
    return m_ring[(m_front + offset) & (m_ring.size() - 1)];
}

void TicketQueue::dropLeavers()
{
    while (m_places > 0 && at(0).hasLeft) {
        m_front = (m_front + 1) & (m_ring.size() - 1);
        --m_places;
    }
}

void TicketQueue::grow()
{
    std::vector<Place> larger(m_ring.empty() ? kFewest : m_ring.size() * 2);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < m_places; ++i) {
        if (!at(i).hasLeft) {
            larger[taken++] = at(i);
        }
    }
    m_ring.swap(larger);
    m_front = 0;
    m_places = taken;
}

} // namespace understudy
