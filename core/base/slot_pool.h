// Slots with generations and stable addresses. Released slots keep their object, so whatever it
// allocated is reused: after warm-up the engine allocates nothing.
#pragma once

#include "core/base/check.h"
#include "core/base/ids.h"

#include <deque>
#include <vector>

namespace understudy {

template<class T, class Tag>
class SlotPool
{
public:
    using Id = Handle<Tag>;

    // The object is as its last tenant left it; the caller resets it.
    Id acquire()
    {
        if (m_free.empty()) {
            // Room for every slot, so that release() never allocates and so cannot fail.
            if (m_free.capacity() <= m_slots.size()) {
                m_free.reserve(2 * m_slots.size() + 8);
            }
            m_slots.emplace_back();
            m_free.push_back(static_cast<std::uint32_t>(m_slots.size() - 1));
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_slots[slot].live = true;
        ++m_live;
        return {slot, m_slots[slot].generation};
    }

    void release(Id id)
    {
        US_CHECK(find(id) != nullptr);
        Slot& slot = m_slots[id.slot];
        slot.live = false;
        slot.generation = slot.generation == UINT32_MAX ? 1 : slot.generation + 1;
        m_free.push_back(id.slot);
        --m_live;
    }

    // Null when the id is stale: the one place where late signals end.
    T* find(Id id)
    {
        if (id.slot >= m_slots.size()) {
            return nullptr;
        }
        Slot& slot = m_slots[id.slot];
        return slot.live && slot.generation == id.generation ? &slot.value : nullptr;
    }

    std::size_t live() const { return m_live; }

    // Calls visit(Id, T&) for every live slot, in slot order.
    template<class Visit>
    void forEach(Visit visit)
    {
        for (std::uint32_t i = 0; i < m_slots.size(); ++i) {
            if (m_slots[i].live) {
                visit(Id{i, m_slots[i].generation}, m_slots[i].value);
            }
        }
    }

private:
    struct Slot
    {
        T value{};
        std::uint32_t generation = 1;
        bool live = false;
    };
    std::deque<Slot> m_slots; // addresses stay valid while it grows
    std::vector<std::uint32_t> m_free;
    std::size_t m_live = 0;
};

} // namespace understudy
