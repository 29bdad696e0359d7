#include "app/cli/exit_code.h"
#include "app/cli/live_main.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

int sayAbsent()
{
    fmt::print(stderr, "understudy-cli: this build has no network (it was made without Qt); "
                       "build with -DUNDERSTUDY_GUI=ON for demo, run and providers\n");
    return kEnvironment;
}

} // namespace

int runLive(RunSetup, int&, char**) { return sayAbsent(); }

int serveProviders(ProvidersSetup, int&, char**) { return sayAbsent(); }

} // namespace understudy::cli
