#include "app/cli/simulate_setup.h"

#include "app/built_in.h"
#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/read_inputs.h"
#include "app/cli/simulate_output.h"
#include "app/version.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace understudy::cli {

namespace {

constexpr std::uint64_t kMostRuns = 1'000'000'000'000'000; // over all worlds

bool readChains(const std::vector<std::string>& files, SimulationOrder& order)
{
    const Catalogue catalogue = builtInCatalogue();
    bool isGood = true;
    for (const std::string& file : files) {
        const std::optional<Chain> chain = readChain(file);
        auto compiled =
            chain ? compile(*chain, catalogue)
                  : Result<std::shared_ptr<const CompiledChain>, Problems>(Failure{Problems{}});
        if (compiled) {
            order.chains.push_back(*compiled);
        } else {
            printProblems(file, compiled.error());
            isGood = false;
        }
    }
    return isGood;
}

bool readRuns(const SimulateOptions& options, SimulationOrder& order)
{
    const auto& workload = order.scenario->workload;
    order.runs =
        options.runs.value_or(workload ? workload->runs.value_or(kDefaultRuns) : kDefaultRuns);
    if (runsIsolated(*order.scenario)) {
        order.worlds = 1;
        if (options.worlds.value_or(1) > 1) {
            complain("--worlds repeats a workload, and this scenario has none: its runs are "
                     "isolated, each in a world of its own (see --runs)");
            return false;
        }
        return true;
    }
    order.worlds = options.worlds.value_or(workload->worlds.value_or(1));
    if (order.runs > kMostRuns / order.worlds) {
        complain(fmt::format("{} worlds of {} runs are more than can be counted", order.worlds,
                             order.runs));
        return false;
    }
    return true;
}

bool readShard(const SimulateOptions& options, SimulationOrder& order)
{
    if (!options.shard) {
        return true;
    }
    order.shard = shardFromText(*options.shard);
    if (!order.shard) {
        complain(
            fmt::format("--shard {}: must be I/N with I from 1 to N, such as 2/8", *options.shard));
    }
    return order.shard.has_value();
}

bool readJournals(const std::vector<std::string>& flags, SimulateSetup& setup)
{
    const std::vector<std::string> names = uniqueNames(setup.order.chains);
    for (const std::string& flag : flags) {
        const std::optional<JournalRun> journal = journalRunFromText(flag, names);
        if (!journal) {
            complain(fmt::format("--journal-run {}: must be K=FILE, or NAME:K=FILE with several "
                                 "chains; they are {}",
                                 flag, fmt::join(names, ", ")));
            return false;
        }
        const std::uint64_t runs = setup.order.runs * setup.order.worlds;
        if (journal->run >= runs) {
            complain(fmt::format("--journal-run {}: there are runs 0 to {} only", flag, runs - 1));
            return false;
        }
        setup.journals.push_back(*journal);
    }
    return true;
}

bool canWriteAll(const SimulateSetup& setup)
{
    return canWriteTo(setup.outFile) &&
           std::all_of(setup.journals.begin(), setup.journals.end(),
                       [](const JournalRun& journal) { return canWriteTo(journal.file); });
}

std::uint32_t coreCount() { return std::max(1U, std::thread::hardware_concurrency()); }

} // namespace

std::optional<Shard> shardFromText(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto index = parseInteger(text.substr(0, slash));
    const auto count = parseInteger(text.substr(slash + 1));
    if (!index || !count || *index < 1 || *count < *index) {
        return std::nullopt;
    }
    return Shard{static_cast<std::uint64_t>(*index), static_cast<std::uint64_t>(*count)};
}

std::optional<JournalRun> journalRunFromText(std::string_view text,
                                             const std::vector<std::string>& chains)
{
    // A name may hold ':' and '=', and so may a file's: the first reading that fits counts.
    for (std::size_t equals = text.find('='); equals != std::string_view::npos;
         equals = text.find('=', equals + 1)) {
        const std::string_view before = text.substr(0, equals);
        const std::size_t colon = before.rfind(':');
        const bool hasName = colon != std::string_view::npos;
        const auto run = parseInteger(hasName ? before.substr(colon + 1) : before);
        if (!run || *run < 0 || equals + 1 == text.size()) {
            continue;
        }
        const auto chain = hasName
                               ? std::find(chains.begin(), chains.end(), before.substr(0, colon))
                           : chains.size() == 1 ? chains.begin()
                                                : chains.end();
        if (chain != chains.end()) {
            return JournalRun{.chain = static_cast<std::size_t>(chain - chains.begin()),
                              .run = static_cast<std::uint64_t>(*run),
                              .file = std::string(text.substr(equals + 1))};
        }
    }
    return std::nullopt;
}

std::optional<std::vector<GoalLine>> readGoals(const std::vector<std::string>& flags)
{
    std::vector<GoalLine> goals;
    bool isGood = true;
    for (const std::string& flag : flags) {
        const auto goal = goalFromText(flag);
        if (goal) {
            goals.push_back(*goal);
        } else {
            complain(fmt::format("--goal {}: {}", flag, goal.error().what));
            isGood = false;
        }
    }
    return isGood ? std::optional(std::move(goals)) : std::nullopt;
}

std::variant<SimulateSetup, int> setUpSimulation(const SimulateOptions& options)
{
    if (options.behaveAs) {
        complain("--behave-as is reserved: this version simulates the chain's own semantics only");
        return kBadInput;
    }
    SimulateSetup setup;
    SimulationOrder& order = setup.order;
    Scenario scenario;
    std::string text;
    auto goals = readGoals(options.goals);
    const bool hasChains = readChains(options.chainFiles, order);
    if (!readScenario(options.scenarioFile, scenario, text) ||
        !readOutages(options.outages, scenario.outages) || !hasChains || !goals) {
        return kBadInput;
    }
    order.goals = std::move(*goals);
    order.seed = options.seed.value_or(scenario.seed.value_or(1));
    order.threads = options.threads.value_or(coreCount());
    order.version = kVersion;
    order.scenario = std::make_shared<const Scenario>(std::move(scenario));
    if (!readRuns(options, order) || !readShard(options, order) ||
        !readJournals(options.journalRuns, setup)) {
        return kBadInput;
    }
    setup.outFile = options.outFile;
    setup.isVerbose = options.isVerbose;
    setup.format = options.format;
    if (!canWriteAll(setup)) {
        return kEnvironment;
    }
    return setup;
}

} // namespace understudy::cli
