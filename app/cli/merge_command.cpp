#include "app/cli/merge_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/read_inputs.h"
#include "app/cli/simulate_output.h"
#include "app/cli/simulate_setup.h"
#include "app/version.h"
#include "core/lab/merge.h"
#include "core/lab/shard_json.h"

#include <algorithm>
#include <utility>

namespace understudy::cli {

namespace {

// Shards of many worlds hold a group for each of these.
constexpr std::size_t kLargestShard = std::size_t{1024} * 1024 * 1024;

std::optional<NamedShard> readShard(const std::string& file)
{
    const auto text = readFile(file, kLargestShard);
    if (!text) {
        printProblems(file, {text.error()});
        return std::nullopt;
    }
    auto record = shardFromJson(*text);
    if (!record) {
        printProblems(file, record.error());
        return std::nullopt;
    }
    return NamedShard{file, std::move(*record)};
}

void addGoals(SimulationRecord& record, const std::vector<GoalLine>& goals)
{
    for (ChainRecord& chain : record.chains) {
        for (const GoalLine& goal : goals) {
            if (std::find(chain.goals.begin(), chain.goals.end(), goal) == chain.goals.end()) {
                chain.goals.push_back(goal);
            }
        }
    }
}

} // namespace

int mergeCommand(const MergeOptions& options)
{
    const auto goals = readGoals(options.goals);
    std::vector<NamedShard> shards;
    for (const std::string& file : options.files) {
        if (auto shard = readShard(file)) {
            shards.push_back(std::move(*shard));
        }
    }
    if (!goals || shards.size() != options.files.size()) {
        return kBadInput;
    }
    auto whole = mergeShards(std::move(shards), kVersion);
    if (!whole) {
        for (const Problem& problem : whole.error()) {
            complain(problem.what);
        }
        return kBadInput;
    }
    if (!canWriteTo(options.outFile)) {
        return kEnvironment;
    }
    addGoals(*whole, *goals);
    return printResult(*whole, options.format, options.outFile);
}

} // namespace understudy::cli
