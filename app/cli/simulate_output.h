// A simulation's result in the format that was asked for, to standard output or a file.
#pragma once

#include "app/cli/arguments.h"
#include "core/report/simulation_record.h"

#include <optional>
#include <string>

namespace understudy::cli {

// Before the work, not after: says so and is false when the file could not be written.
bool canWriteTo(const std::optional<std::string>& outFile);

// Answers the exit code: whether all goals are met, or that nothing could be written. The goals of
// a shard are not judged.
int printResult(const SimulationRecord& record, OutputFormat format,
                const std::optional<std::string>& outFile);

} // namespace understudy::cli
