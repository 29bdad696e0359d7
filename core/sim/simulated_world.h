// The world that the attempts of one chain meet: a twin for each model, outages, and how an attempt
// goes. Capacity is not here: it needs time to pass. One thread.
#pragma once

#include "core/base/time.h"
#include "core/engine/attempt_signal.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/world/attempt_dice.h"
#include "core/world/model_twin.h"
#include "core/world/outage_state.h"
#include "core/world/simulated_attempt.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace understudy {

class SimulatedWorld
{
public:
    // `scenario` must outlive this.
    SimulatedWorld(const CompiledChain& chain, const Scenario& scenario, std::uint64_t seed);

    // A world shared by runs: outages as they are at its start.
    void beginShared(std::uint64_t world);
    // A run's own world. Its attempts draw as in world 0, like those of a live run with that index;
    // processes draw as in the world with the run's index, so that runs do not share them.
    void beginIsolated(std::uint64_t run);

    // The common part of the keys of a run's draws.
    std::uint64_t runPrefix(std::uint64_t run) const { return AttemptDice::fold(m_prefix, run); }

    // `ordinal` counts earlier attempts of the run on the same model, `elapsed` from the world's
    // start; it never falls between calls.
    SimulatedAttempt attempt(std::uint64_t runPrefix, std::uint16_t candidate,
                             std::uint32_t ordinal, Duration elapsed);
    // What the run's prompt is taken to be, where no provider counts it: as its first attempt
    // draws.
    std::uint32_t promptTokens(std::uint64_t runPrefix) const;

    // The outage to blame for a silence after `signal`, as a number from 1, or 0.
    std::uint16_t blameFor(const SimulatedAttempt& plan, const AttemptSignal& signal) const;
    // The same before any signal: only then a Connected signal says so.
    bool isBlamedAtOnce(const SimulatedAttempt& plan) const;

    const std::optional<Capacity>& capacity(std::uint16_t model) const;
    std::uint16_t modelCount() const { return static_cast<std::uint16_t>(m_models.size()); }
    std::uint16_t candidateCount() const { return static_cast<std::uint16_t>(m_choices.size()); }
    OutageState& outages() { return m_outages; }

private:
    struct Model
    {
        ModelTwin twin;
        std::uint64_t hash = 0;
        bool isText = false; // the built-in provider: answers at once, and no outage strikes it
    };
    struct Choice // of a candidate
    {
        std::uint16_t model = 0;
        std::optional<std::uint32_t> maxTokens;
    };

    const Scenario& m_scenario;
    std::uint64_t m_seed;
    std::uint64_t m_prefix = 0;
    std::vector<Model> m_models;    // by CompiledCandidate::model
    std::vector<Choice> m_choices;  // by candidate
    std::vector<StruckBy> m_struck; // by outage
    std::uint16_t m_first = 0;      // the first enabled candidate
    std::uint32_t m_constantPrompt = 0;
    OutageState m_outages;
    bool m_isQuiet; // no outage concerns any of these models
};

} // namespace understudy
