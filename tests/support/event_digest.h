// Folds every field of every event, in order: two runs with one digest told the same story.
#pragma once

#include "core/base/digest.h"
#include "core/record/run_observer.h"

namespace understudy {

class EventDigest final : public RunObserver
{
public:
    void onEvent(const RunEvent& event) override
    {
        m_digest.add(static_cast<std::uint64_t>(event.at.count()));
        m_digest.add(packed({static_cast<std::uint64_t>(event.kind), event.because,
                             static_cast<std::uint64_t>(event.errorClass),
                             static_cast<std::uint64_t>(event.reaction),
                             static_cast<std::uint64_t>(event.phase)}));
        m_digest.add(packed({event.status, event.step}));
        m_digest.add(packed({event.candidate, event.from, event.injected}));
        m_digest.add(packed({event.run, event.attempt}));
        m_digest.add(event.count);
        m_digest.add(static_cast<std::uint64_t>(event.amount));
        ++m_count;
    }

    std::string hex() const { return m_digest.hex(); }
    std::size_t count() const { return m_count; }

private:
    static std::uint64_t packed(std::initializer_list<std::uint64_t> parts)
    {
        return mixKey(parts);
    }

    Digest m_digest;
    std::size_t m_count = 0;
};

} // namespace understudy
