// An AttemptDriver that allocates nothing once it is warm: it plays by rule (the first attempts of
// a run fail) and keeps one small state a slot. For counting and timing the engine alone.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"

#include <cstdint>
#include <vector>

namespace understudy {

class LeanDriver final : public AttemptDriver, public Wakeable
{
public:
    // The first `failures` attempts of every run fail with 503, the next one answers.
    LeanDriver(Scheduler& scheduler, std::uint32_t failures)
        : m_scheduler(scheduler)
        , m_failures(failures)
    {}

    void connect(SignalSink& sink) { m_sink = &sink; }
    std::uint64_t begun() const { return m_begun; }

    Begun begin(const AttemptStart& start) override
    {
        ++m_begun;
        if (start.id.slot >= m_slots.size()) {
            m_slots.resize(start.id.slot + 1);
        }
        m_slots[start.id.slot] = {start.id, start.attempt <= m_failures, 0};
        plan(start.id);
        return {};
    }

    void abandon(AttemptId id) override { m_slots[id.slot].id = {}; }

    void onWake(std::uint64_t token) override
    {
        const AttemptId id = AttemptId::unpack(token);
        Slot& slot = m_slots[id.slot];
        if (slot.id != id) {
            return;
        }
        AttemptSignal signal{.id = id, .status = 200};
        switch (slot.next++) {
        case 0: signal.kind = SignalKind::Connected; break;
        case 1:
            signal.kind = SignalKind::Headers;
            signal.status = slot.fails ? 503 : 200;
            break;
        case 2:
            signal.kind = slot.fails ? SignalKind::Failed : SignalKind::FirstToken;
            signal.errorClass = slot.fails ? ErrorClass::Server : ErrorClass::None;
            break;
        case 3:
            signal.kind = SignalKind::Progress;
            signal.tokens = 1;
            break;
        default:
            signal.kind = SignalKind::Succeeded;
            signal.tokens = 1;
            break;
        }
        const bool isEnd =
            signal.kind == SignalKind::Failed || signal.kind == SignalKind::Succeeded;
        if (isEnd) {
            slot.id = {};
        } else {
            plan(id);
        }
        m_sink->onSignal(signal);
    }

private:
    struct Slot
    {
        AttemptId id{};
        bool fails = false;
        int next = 0;
    };

    void plan(AttemptId id)
    {
        m_scheduler.wakeAt(m_scheduler.now() + milliseconds(5), *this, id.packed());
    }

    Scheduler& m_scheduler;
    SignalSink* m_sink = nullptr;
    std::uint32_t m_failures;
    std::vector<Slot> m_slots; // by the attempt's slot in the engine
    std::uint64_t m_begun = 0;
};

} // namespace understudy
