#include "core/sim/what_if.h"

#include "core/engine/engine.h"
#include "core/plan/scenario_lint.h"
#include "core/sim/simulate_unit.h"
#include "core/sim/virtual_scheduler.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace understudy {

namespace {

class StoryTeller final : public RunObserver, public TextSink
{
public:
    explicit StoryTeller(RunStory& story)
        : m_story(story)
    {}
    void onEvent(const RunEvent& event) override { m_story.apply(event); }
    void onText(std::uint32_t, std::uint32_t attempt, std::string_view delta) override
    {
        m_story.addText(attempt, delta);
    }
    void onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind, std::string_view text) override
    {
        m_story.addNote(attempt, kind, text);
    }

private:
    RunStory& m_story;
};

std::uint32_t promptTokensOf(const Journal& journal)
{
    for (const RunRecord& record : journal.records) {
        const auto* event = std::get_if<RunEvent>(&record);
        if (event != nullptr && event->kind == EventKind::RunStarted) {
            return event->count;
        }
    }
    return 0;
}

WhatIf playRecorded(const Journal& journal, std::shared_ptr<const CompiledChain> chain,
                    const Scenario& healthy)
{
    WhatIf result{RunStory(chain->labels), {}};
    StoryTeller teller(result.story);
    VirtualScheduler scheduler;
    ReplayDriver driver(scheduler, recordedAttempts(journal.records, *journal.compiled), healthy,
                        journal.header.seed);
    driver.speakTo(teller);
    Engine engine(scheduler, driver, teller, journal.header.seed, {.coolsUntilMended = true});
    driver.connect(engine);
    engine.start({.chain = std::move(chain), .promptTokens = promptTokensOf(journal)});
    while (engine.liveRuns() > 0 && scheduler.step()) {
    }
    result.sources = driver.sources();
    return result;
}

// Which unit of the simulation the run is in, and where in it.
std::pair<UnitJob, std::uint64_t> placeOf(const Journal& journal, const Scenario& scenario)
{
    const std::uint64_t run = journal.header.run;
    if (isIsolated(scenario)) {
        const std::uint64_t unit = run / kBlockRuns;
        const std::uint64_t within = run % kBlockRuns;
        return {{.unit = unit, .firstRun = unit * kBlockRuns, .runs = within + 1}, within};
    }
    std::uint64_t runs = journal.header.runsOfWorld;
    if (runs == 0) {
        runs = scenario.workload->runs.value_or(run + 1);
    }
    return {{.unit = run / runs, .firstRun = 0, .runs = runs}, run % runs};
}

using ModelCounts = std::map<std::pair<std::string, std::string>, std::size_t>;

// An attempt that the record has too went the same way there: the draws are the same.
std::vector<AttemptSource> sourcesOf(const RunStory& story, const RunStory& recorded)
{
    const auto modelOf = [](const RunStory& of, const AttemptStory& attempt) {
        const CandidateLabel& label = of.label(attempt.candidate);
        return std::pair(label.provider, label.model);
    };
    ModelCounts known;
    for (const AttemptStory& attempt : recorded.attempts()) {
        ++known[modelOf(recorded, attempt)];
    }
    std::vector<AttemptSource> sources;
    for (const AttemptStory& attempt : story.attempts()) {
        std::size_t& left = known[modelOf(story, attempt)];
        sources.push_back(left > 0 ? AttemptSource::Recorded : AttemptSource::Drawn);
        left -= left > 0 ? 1 : 0;
    }
    return sources;
}

WhatIf drawAgain(const Journal& journal, std::shared_ptr<const CompiledChain> chain,
                 const Scenario& healthy)
{
    const Scenario& scenario = journal.scenario ? *journal.scenario : healthy;
    WhatIf result{RunStory(chain->labels), {}};
    StoryTeller teller(result.story);
    const auto [job, run] = placeOf(journal, scenario);
    UnitRunner runner(std::move(chain), scenario, journal.header.seed);
    runner.replay(job, run, teller);
    result.sources = sourcesOf(result.story, storyOf(journal));
    return result;
}

} // namespace

WhatIf playAgain(const Journal& journal, std::shared_ptr<const CompiledChain> chain,
                 const Scenario& healthy)
{
    return journal.header.mode == "virtual" ? drawAgain(journal, std::move(chain), healthy)
                                            : playRecorded(journal, std::move(chain), healthy);
}

} // namespace understudy
