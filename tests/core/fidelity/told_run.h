// A run of a chain and a scenario, told in virtual time, and the lines in which two tellings agree.
#pragma once

#include "core/base/random.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/record/run_observer.h"
#include "core/sim/simulate_unit.h"
#include "tests/support/event_log.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy::fidelity {

struct Case
{
    std::shared_ptr<const CompiledChain> chain;
    Scenario scenario;
    std::uint64_t seed = 1;
    std::uint64_t run = 0;
    std::uint64_t worldRuns = 0;   // 0: one run in a world of its own; else a world of so many
    bool isServedAlone = false;    // the providers draw the outages, as for another program
    bool speaksOneDialect = false; // OpenAI's; else every other candidate speaks Anthropic's

    std::uint64_t engineSeed() const { return worldRuns == 0 ? seed : mixKey({seed, 0}); }
};

// What must agree: everything but times, costs, progress, and the outages' comings and goings, of
// which only virtual time tells.
inline std::string lineOf(const RunEvent& event)
{
    const auto index = [](std::uint16_t number) {
        return number == kNoIndex ? std::string("-") : std::to_string(number);
    };
    return std::string(name(event.kind)) + " because " + std::to_string(event.because) + " class " +
           std::string(name(event.errorClass)) + " status " + std::to_string(event.status) +
           " phase " + std::string(name(event.phase)) + " reaction " +
           std::string(name(event.reaction)) + " flags " + std::to_string(event.flags) + " step " +
           index(event.step) + " candidate " + index(event.candidate) + " from " +
           index(event.from) + " injected " + std::to_string(event.injected) + " attempt " +
           std::to_string(event.attempt) + " count " + std::to_string(event.count);
}

// Lanes of a race are independent: what two of them do in one instant has no order.
inline std::string textOf(const std::vector<RunEvent>& events, bool hasRaces)
{
    std::vector<std::pair<Duration, std::string>> lines;
    for (const RunEvent& event : events) {
        if (event.kind != EventKind::Progress && event.kind != EventKind::Outage) {
            lines.emplace_back(event.at, lineOf(event) + '\n');
        }
    }
    if (hasRaces) {
        std::sort(lines.begin(), lines.end());
    }
    std::string text;
    for (const auto& [at, line] : lines) {
        text += line;
    }
    return text;
}

inline bool hasRaces(const CompiledChain& chain)
{
    return std::any_of(chain.steps.begin(), chain.steps.end(),
                       [](const CompiledStep& step) { return step.width > 1; });
}

// When what happened, in order of time.
inline std::string timesOf(const std::vector<RunEvent>& events)
{
    std::vector<std::pair<Duration, std::string>> lines;
    for (const RunEvent& event : events) {
        if (event.kind != EventKind::Progress && event.kind != EventKind::Outage) {
            lines.emplace_back(event.at,
                               std::string(name(event.kind)) + ' ' + std::to_string(event.attempt));
        }
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& [at, line] : lines) {
        text += "\n  " + inMilliseconds(at) + ' ' + line;
    }
    return text;
}

class Events final : public RunObserver
{
public:
    void onEvent(const RunEvent& event) override { all.push_back(event); }
    std::vector<RunEvent> all;
};

// One run of the case, counted from its first.
inline std::vector<RunEvent> inVirtualTime(const Case& told, std::uint64_t run = 0)
{
    UnitRunner runner(told.chain, told.scenario, told.seed);
    Events events;
    runner.replay(
        {.unit = 0, .firstRun = told.run, .runs = std::max<std::uint64_t>(told.worldRuns, 1)}, run,
        events);
    return events.all;
}

} // namespace understudy::fidelity
