// An AttemptDriver that plays recorded attempts again: the n-th attempt on a provider's model goes
// as the n-th one in the record did; past the record it is drawn, as a twin of that model would
// answer. One thread.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"
#include "core/plan/scenario.h"
#include "core/record/run_observer.h"
#include "core/sim/recorded_attempts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class AttemptSource : std::uint8_t
{
    Recorded, // as it was
    Assumed,  // nobody knows: the record ends before it, or within it
    Drawn     // virtual: from the same seed as the record, though the record does not have it
};

std::string_view name(AttemptSource source);

class ReplayDriver final : public AttemptDriver, public Wakeable
{
public:
    // `twins` says how models answer where the record has nothing; both references must outlive the
    // driver.
    ReplayDriver(Scheduler& scheduler, std::vector<RecordedAttempt> record, const Scenario& twins,
                 std::uint64_t seed);
    ~ReplayDriver() override;
    ReplayDriver(const ReplayDriver&) = delete;
    ReplayDriver& operator=(const ReplayDriver&) = delete;

    void connect(SignalSink& sink) { m_sink = &sink; }
    // Hears the recorded words, whole, before the attempt's end.
    void speakTo(TextSink& sink) { m_textSink = &sink; }

    Begun begin(const AttemptStart& start) override;
    void abandon(AttemptId id) override;
    void onWake(std::uint64_t token) override;

    // Of each attempt that began, in order.
    const std::vector<AttemptSource>& sources() const { return m_sources; }

private:
    struct Playing
    {
        AttemptId id{};
        std::uint32_t run = 0;
        std::uint32_t attempt = 0;
        Instant begun{};
        std::vector<SignalAfter> signals;
        std::size_t next = 0;
        std::string message;
        std::string text;
    };

    const RecordedAttempt* recorded(const CandidateLabel& label, std::uint32_t ordinal) const;
    std::vector<SignalAfter> assumed(const AttemptStart& start, const RecordedAttempt* known) const;
    Playing* find(AttemptId id);
    void wakeForNext(const Playing& playing);
    bool tell(AttemptId id);

    Scheduler& m_scheduler;
    std::vector<RecordedAttempt> m_record;
    const Scenario& m_twins;
    std::uint64_t m_seed;
    SignalSink* m_sink = nullptr;
    TextSink* m_textSink = nullptr;
    std::vector<Playing> m_playing; // few at a time
    std::vector<AttemptSource> m_sources;
};

} // namespace understudy
