// The least that a simulation of a chain in order must do: the draws of each attempt, the waits,
// the histograms. No events, no digest, no limits, no money, and in a shared world one binary heap.
#pragma once

#include "core/plan/backoff.h"
#include "core/plan/compiled_chain.h"
#include "core/report/histogram.h"
#include "core/sim/workload.h"
#include "core/world/attempt_dice.h"
#include "core/world/model_twin.h"
#include "core/world/simulated_attempt.h"

#include <cstdint>
#include <queue>
#include <vector>

namespace understudy {

struct FloorRun
{
    Duration now{};
    std::uint32_t tryNumber = 1;
    std::uint16_t candidate = 0;
    std::uint64_t prefix = 0;
    Duration start{};
};

class FloorModels
{
public:
    FloorModels(const CompiledChain& chain, const Scenario& scenario)
        : m_chain(chain)
    {
        for (const CandidateLabel& label : chain.labels) {
            m_twins.push_back(resolveTwin(scenario, label.provider, label.model));
            m_hashes.push_back(modelHash(label.provider, label.model));
        }
    }

    SimulatedAttempt attempt(const FloorRun& run) const
    {
        return simulateAttempt(m_twins[run.candidate],
                               AttemptDice(run.prefix, m_hashes[run.candidate], run.tryNumber - 1),
                               nullptr, std::nullopt);
    }

    // After a failure: the wait until the next attempt; negative when there is none.
    Duration fail(FloorRun& run, Duration hint) const
    {
        const CompiledCandidate& plan = m_chain.candidates[run.candidate];
        if (run.tryNumber >= plan.tries) {
            ++run.candidate;
            run.tryNumber = 1;
            return run.candidate < m_twins.size() ? Duration{0} : Duration{-1};
        }
        const double unit = unitFrom(scramble(run.prefix + run.tryNumber));
        return std::max(backoffDelay(plan.backoff, run.tryNumber++ - 1, {}, unit), hint);
    }

private:
    const CompiledChain& m_chain;
    std::vector<ModelTwin> m_twins;
    std::vector<std::uint64_t> m_hashes;
};

class IsolatedFloor
{
public:
    IsolatedFloor(const CompiledChain& chain, const Scenario& scenario)
        : m_models(chain, scenario)
    {}

    void play(std::uint64_t runs)
    {
        for (std::uint64_t i = 0; i < runs; ++i) {
            play({.prefix = mixKey({1, 0, m_index++})});
        }
    }

private:
    void play(FloorRun run)
    {
        for (;;) {
            const SimulatedAttempt attempt = m_models.attempt(run);
            if (attempt.end == PlanEnd::Succeeds) {
                m_first.record(static_cast<std::uint64_t>((run.now + attempt.firstToken).count()));
                m_total.record(static_cast<std::uint64_t>((run.now + attempt.last).count()));
                return;
            }
            const Duration wait = m_models.fail(run, attempt.hint);
            if (wait < Duration::zero()) {
                return;
            }
            run.now += attempt.last + wait;
        }
    }

    FloorModels m_models;
    std::uint64_t m_index = 0;
    Histogram m_first;
    Histogram m_total;
};

// The same with the runs side by side: arrivals, first tokens and ends in order of time.
class SharedFloor
{
public:
    SharedFloor(const CompiledChain& chain, const Scenario& scenario)
        : m_models(chain, scenario)
        , m_arrivals(scenario.workload->arrivals)
    {}

    void play(std::uint64_t runs)
    {
        ArrivalTimes arrivals(m_arrivals, 1, m_world, runs);
        const std::uint64_t world = mixKey({1, m_world++});
        for (std::uint64_t started = 0; started < runs || !m_queue.empty();) {
            if (arrivals.next() != Duration::max() &&
                (m_queue.empty() || arrivals.next() <= m_queue.top().when)) {
                const Duration now = arrivals.next();
                arrivals.pass();
                begin(acquire(
                    {.now = now, .prefix = AttemptDice::fold(world, started++), .start = now}));
            } else {
                const Wake wake = m_queue.top();
                m_queue.pop();
                deliver(wake);
            }
        }
    }

private:
    enum class Kind : std::uint8_t
    {
        Begin,
        FirstToken,
        End
    };
    struct Wake
    {
        Duration when{};
        std::uint64_t sequence = 0;
        std::uint32_t slot = 0;
        Kind kind = Kind::Begin;
        bool operator<(const Wake& other) const
        {
            return when != other.when ? when > other.when : sequence > other.sequence;
        }
    };
    struct Slot
    {
        FloorRun run;
        SimulatedAttempt plan;
    };

    std::uint32_t acquire(const FloorRun& run)
    {
        if (m_free.empty()) {
            m_slots.emplace_back();
            m_free.push_back(static_cast<std::uint32_t>(m_slots.size() - 1));
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_slots[slot].run = run;
        return slot;
    }

    void ask(Duration when, std::uint32_t slot, Kind kind)
    {
        m_queue.push({when, m_sequence++, slot, kind});
    }

    void begin(std::uint32_t index)
    {
        Slot& slot = m_slots[index];
        slot.plan = m_models.attempt(slot.run);
        const bool speaks = slot.plan.tokens > 0;
        ask(slot.run.now + (speaks ? slot.plan.firstToken : slot.plan.last), index,
            speaks ? Kind::FirstToken : Kind::End);
    }

    void deliver(const Wake& wake)
    {
        Slot& slot = m_slots[wake.slot];
        if (wake.kind == Kind::Begin) {
            slot.run.now = wake.when;
            begin(wake.slot);
        } else if (wake.kind == Kind::FirstToken) {
            ask(slot.run.now + slot.plan.last, wake.slot, Kind::End);
        } else {
            end(wake, slot);
        }
    }

    void end(const Wake& wake, Slot& slot)
    {
        const Duration wait = slot.plan.end == PlanEnd::Succeeds
                                  ? Duration{-1}
                                  : m_models.fail(slot.run, slot.plan.hint);
        if (wait >= Duration::zero()) {
            ask(wake.when + wait, wake.slot, Kind::Begin);
            return;
        }
        const Duration first = slot.run.now + slot.plan.firstToken - slot.run.start;
        m_first.record(static_cast<std::uint64_t>(first.count()));
        m_total.record(static_cast<std::uint64_t>((wake.when - slot.run.start).count()));
        m_free.push_back(wake.slot);
    }

    FloorModels m_models;
    const Arrivals& m_arrivals;
    std::uint64_t m_world = 0;
    std::uint64_t m_sequence = 0;
    std::priority_queue<Wake> m_queue;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    Histogram m_first;
    Histogram m_total;
};

} // namespace understudy
