// The laws of engine.md 10 for many runs at once that share breakers, cooling and budgets, and
// whose steps race or balance.
#pragma once

#include "core/engine/engine.h"
#include "tests/support/chain_builder.h"
#include "tests/support/event_log.h"
#include "tests/support/manual_scheduler.h"
#include "tests/support/scripted_driver.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace understudy {

// Chains as randomChain() draws them, with races, balances, breakers, budgets, held tokens and the
// rest of what runs share.
ChainSpec randomParallelChain(std::uint64_t seed);

// Checks every event as it comes, and every run when it has ended.
class ParallelLaws final : public RunObserver
{
public:
    ParallelLaws(const CompiledChain& chain, const ManualScheduler& scheduler);

    void onEvent(const RunEvent& event) override;
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override;

    // The first law that was broken, with the story of its run; empty when all held.
    const std::string& broken() const { return m_broken; }
    std::size_t ended() const { return m_ended; }
    std::size_t races() const { return m_races; }   // lanes that were abandoned for a faster one
    std::size_t probes() const { return m_probes; } // calls let through half-open breakers

private:
    struct OneRun
    {
        explicit OneRun(const std::vector<CandidateLabel>& labels)
            : log(labels)
        {}
        EventLog log;
        std::map<std::uint32_t, std::uint16_t> open; // attempts under way, by number: candidate
        std::map<std::uint32_t, bool> shown;
        std::map<std::uint16_t, std::uint32_t> tries;
        std::uint32_t attempts = 0;
        std::uint16_t step = kNoIndex;
        bool hasEnded = false;
    };

    void must(bool holds, const char* law, const OneRun& run);
    void lookAtStart(OneRun& run, const RunEvent& event);
    void lookAtEnd(OneRun& run, const RunEvent& event);

    const CompiledChain& m_chain;
    const ManualScheduler& m_scheduler;
    std::map<std::uint32_t, OneRun> m_runs;
    std::map<std::uint16_t, std::uint8_t> m_breakers; // by candidate, as events tell
    std::map<std::uint16_t, std::uint32_t> m_probesOut;
    std::string m_broken;
    std::size_t m_ended = 0;
    std::size_t m_races = 0;
    std::size_t m_probes = 0;
};

} // namespace understudy
