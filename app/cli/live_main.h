// The verbs that need sockets, the keychain and an event loop. A build without Qt has
// live_main_absent.cpp, which says so; CMake chooses.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/run_setup.h"

namespace understudy::cli {

int runLive(RunSetup setup, int& argc, char** argv);
// With --refresh only.
int askForModels(const ModelsOptions& options, int& argc, char** argv);
int manageKeys(const KeysOptions& options, int& argc, char** argv);
int serveProviders(ProvidersSetup setup, int& argc, char** argv);

} // namespace understudy::cli
