// `understudy-cli validate`: errors and warnings of chain and scenario files.
#pragma once

#include "app/cli/arguments.h"

namespace understudy::cli {

int validateCommand(const ValidateOptions& options);

} // namespace understudy::cli
