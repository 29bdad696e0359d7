// `understudy-cli merge`: the shards of a simulation become the whole.
#pragma once

#include "app/cli/arguments.h"

namespace understudy::cli {

int mergeCommand(const MergeOptions& options);

} // namespace understudy::cli
