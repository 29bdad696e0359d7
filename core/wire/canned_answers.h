// The built-in provider `text`: answers with the candidate's own words, at once, free and without a
// network: the last resort of a chain. Stands before the driver that does the rest.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <unordered_map>

namespace understudy {

class CannedAnswers final : public AttemptDriver, private Wakeable
{
public:
    // All of them must outlive this.
    CannedAnswers(Scheduler& scheduler, AttemptDriver& others, SignalSink& signals,
                  TextSink& texts);
    ~CannedAnswers() override;
    CannedAnswers(const CannedAnswers&) = delete;
    CannedAnswers& operator=(const CannedAnswers&) = delete;

    Begun begin(const AttemptStart& start) override;
    void abandon(AttemptId id) override;

private:
    void onWake(std::uint64_t token) override;

    Scheduler& m_scheduler;
    AttemptDriver& m_others;
    SignalSink& m_signals;
    TextSink& m_texts;
    std::unordered_map<std::uint64_t, AttemptStart> m_waiting; // by packed AttemptId
};

} // namespace understudy
