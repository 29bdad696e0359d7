#include "app/cli/simulate_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/progress_line.h"
#include "app/cli/read_inputs.h"
#include "app/cli/simulate_output.h"
#include "app/cli/simulate_setup.h"
#include "app/cli/stop_flag.h"
#include "core/plan/chain_json.h"
#include "core/record/event_json.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <thread>

namespace understudy::cli {

namespace {

class JournalWriter final : public RunObserver
{
public:
    explicit JournalWriter(std::shared_ptr<const CompiledChain> chain)
        : m_lines(std::move(chain))
    {}

    void begin(const JournalHeader& header)
    {
        m_text = EventLines::headerLine(header) + '\n';
        m_lines.setOutageIds(header.outageIds);
    }

    void onEvent(const RunEvent& event) override { m_text += m_lines.eventLine(event) + '\n'; }

    const std::string& text() const { return m_text; }

private:
    EventLines m_lines;
    std::string m_text;
};

bool writeJournal(const SimulationOrder& order, const JournalRun& journal)
{
    const Scenario& scenario = *order.scenario;
    std::vector<std::string> outageIds;
    for (const Outage& outage : scenario.outages) {
        outageIds.push_back(outage.id);
    }
    const auto& chain = order.chains[journal.chain];
    JournalWriter writer(chain);
    writer.begin({.chainJson = chainToJson(chain->source),
                  .scenarioJson = scenarioToJson(scenario),
                  .seed = order.seed,
                  .started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))),
                  .mode = "virtual",
                  .run = journal.run,
                  .runsOfWorld = runsIsolated(scenario) ? 0 : order.runs,
                  .outageIds = std::move(outageIds)});
    replayRun(order, journal.chain, journal.run, writer);
    const auto written = writeFileAtomically(journal.file, writer.text());
    if (!written) {
        printProblems(journal.file, {written.error()});
    }
    return written.has_value();
}

// Looks at how far it is more and more rarely: short work must not wait for a long pause.
Measurement watch(Experiment& experiment, ProgressLine& progress, const StopFlag& stop)
{
    constexpr std::chrono::milliseconds kLongest{50};
    std::chrono::milliseconds pause{1};
    while (!experiment.isFinished()) {
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, kLongest);
        if (stop.isSet()) {
            experiment.cancel();
        }
        progress.show(experiment.runsDone(), experiment.runsTotal());
    }
    return experiment.take();
}

SimulationRecord simulate(const SimulateSetup& setup)
{
    SimulationRecord record = recordOf(setup.order);
    const StopFlag stop;
    ProgressLine progress(setup.isVerbose);
    Experiment experiment(planOf(setup.order), engineWork(setup.order));
    Measurement measurement = watch(experiment, progress, stop);
    fill(record, std::move(measurement), progress.seconds());
    return record;
}

} // namespace

int simulateCommand(const SimulateOptions& options)
{
    const auto prepared = setUpSimulation(options);
    if (const int* exitCode = std::get_if<int>(&prepared)) {
        return *exitCode;
    }
    const auto& setup = std::get<SimulateSetup>(prepared);
    const SimulationRecord record = simulate(setup);
    const int exitCode = printResult(record, setup.format, setup.outFile);
    if (!record.isComplete) {
        return exitCode == kEnvironment ? exitCode : kInterrupted;
    }
    for (const JournalRun& journal : setup.journals) {
        if (!writeJournal(setup.order, journal)) {
            return kEnvironment;
        }
    }
    return exitCode;
}

} // namespace understudy::cli
