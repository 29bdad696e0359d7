// First in, first out, with leaving from the middle. A ring that grows and is then kept: no
// allocation after warm-up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace understudy {

class TicketQueue
{
public:
    void clear();
    void push(std::uint64_t ticket);
    std::optional<std::uint64_t> pop();
    // False when it is not in here. The oldest are found first, as they are the first to give up.
    bool remove(std::uint64_t ticket);
    std::size_t size() const { return m_size; }

private:
    struct Place
    {
        std::uint64_t ticket = 0;
        bool hasLeft = false;
    };

    Place& at(std::size_t offset); // from the front
    void dropLeavers();
    void grow();

    std::vector<Place> m_ring; // a power of two, or none
    std::size_t m_front = 0;
    std::size_t m_places = 0; // taken ones, those of leavers included
    std::size_t m_size = 0;
};

} // namespace understudy
