// What a simulation needs before it starts: files read, flags understood, everything checked.
#pragma once

#include "app/cli/arguments.h"
#include "core/lab/simulation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace understudy::cli {

struct JournalRun
{
    std::size_t chain = 0;
    std::uint64_t run = 0; // counted over all worlds
    std::string file;

    bool operator==(const JournalRun&) const = default;
};

struct SimulateSetup
{
    SimulationOrder order;
    std::vector<JournalRun> journals;
    std::optional<std::string> outFile;
    bool isVerbose = false;
    OutputFormat format = OutputFormat::Text;
};

// Prints its problems and answers an exit code when there are any.
std::variant<SimulateSetup, int> setUpSimulation(const SimulateOptions& options);

// Goals of the flags; says what is wrong and is empty then.
std::optional<std::vector<GoalLine>> readGoals(const std::vector<std::string>& flags);

// "2/8"; empty when it is none.
std::optional<Shard> shardFromText(std::string_view text);
// "K=FILE" or "NAME:K=FILE", where NAME is one of the chains'; the name may be left out of one.
std::optional<JournalRun> journalRunFromText(std::string_view text,
                                             const std::vector<std::string>& chains);

} // namespace understudy::cli
