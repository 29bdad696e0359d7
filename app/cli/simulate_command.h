// `understudy-cli simulate`: chains through many runs in virtual time.
#pragma once

#include "app/cli/arguments.h"

namespace understudy::cli {

int simulateCommand(const SimulateOptions& options);

} // namespace understudy::cli
