#include "app/cli/exit_code.h"
#include "app/cli/live_main.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

int sayAbsent()
{
    fmt::print(stderr, "understudy-cli: this build has neither network nor keychain (it was made "
                       "without Qt); build with -DUNDERSTUDY_GUI=ON for demo, run, providers, keys "
                       "and models --refresh\n");
    return kEnvironment;
}

} // namespace

int runLive(RunSetup, int&, char**) { return sayAbsent(); }

int askForModels(const ModelsOptions&, int&, char**) { return sayAbsent(); }

int manageKeys(const KeysOptions&, int&, char**) { return sayAbsent(); }

int serveProviders(ProvidersSetup, int&, char**) { return sayAbsent(); }

} // namespace understudy::cli
