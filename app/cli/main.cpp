#include "app/cli/arguments.h"
#include "app/cli/live_main.h"
#include "app/cli/run_setup.h"
#include "app/cli/validate_command.h"

#include <type_traits>

using namespace understudy::cli;

namespace {

template<class Setup, class Start>
int startUnlessRefused(std::variant<Setup, int> setup, Start start)
{
    if (const int* exitCode = std::get_if<int>(&setup)) {
        return *exitCode;
    }
    return start(std::get<Setup>(std::move(setup)));
}

} // namespace

int main(int argc, char** argv)
{
    const std::variant<Command, int> arguments = parseArguments(argc, argv);
    if (const int* exitCode = std::get_if<int>(&arguments)) {
        return *exitCode;
    }
    const auto run = [&](RunSetup setup) { return runLive(std::move(setup), argc, argv); };
    const auto serve = [&](ProvidersSetup setup) {
        return serveProviders(std::move(setup), argc, argv);
    };
    const auto& command = std::get<Command>(arguments);
    if (const auto* demo = std::get_if<DemoOptions>(&command)) {
        return startUnlessRefused(setUpDemo(*demo), run);
    }
    if (const auto* options = std::get_if<RunOptions>(&command)) {
        return startUnlessRefused(setUpRun(*options), run);
    }
    if (const auto* options = std::get_if<ProvidersOptions>(&command)) {
        return startUnlessRefused(setUpProviders(*options), serve);
    }
    return validateCommand(std::get<ValidateOptions>(command));
}
