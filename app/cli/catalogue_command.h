// The verb models without --refresh: no network, no Qt.
#pragma once

#include "app/cli/arguments.h"

namespace understudy::cli {

// Answers the exit code.
int catalogueCommand(const ModelsOptions& options);

} // namespace understudy::cli
