// `replay`: the timeline of a recorded run, and with --what-if what another chain would have made
// of it. Needs no network.
#pragma once

#include "app/cli/arguments.h"

namespace understudy::cli {

// Exit code 0 whatever became of the run: the replay succeeded.
int replayCommand(const ReplayOptions& options);

} // namespace understudy::cli
