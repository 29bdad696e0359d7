#include "app/cli/arguments.h"
#include "app/cli/catalogue_command.h"
#include "app/cli/exit_code.h"
#include "app/cli/live_main.h"
#include "app/cli/merge_command.h"
#include "app/cli/replay_command.h"
#include "app/cli/run_setup.h"
#include "app/cli/simulate_command.h"
#include "app/cli/validate_command.h"
#include "app/core_dumps.h"

#include <cstdio>
#include <utility>
#include <variant>

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

int carryOut(const Command& command, int& argc, char** argv)
{
    const auto run = [&](RunSetup setup) { return runLive(std::move(setup), argc, argv); };
    const auto serve = [&](ProvidersSetup setup) {
        return serveProviders(std::move(setup), argc, argv);
    };
    if (const auto* demo = std::get_if<DemoOptions>(&command)) {
        return startUnlessRefused(setUpDemo(*demo), run);
    }
    if (const auto* options = std::get_if<RunOptions>(&command)) {
        return startUnlessRefused(setUpRun(*options), run);
    }
    if (const auto* options = std::get_if<ProvidersOptions>(&command)) {
        return startUnlessRefused(setUpProviders(*options), serve);
    }
    if (const auto* options = std::get_if<ReplayOptions>(&command)) {
        return replayCommand(*options);
    }
    if (const auto* options = std::get_if<ModelsOptions>(&command)) {
        return options->refresh.empty() ? catalogueCommand(*options)
                                        : askForModels(*options, argc, argv);
    }
    if (const auto* options = std::get_if<KeysOptions>(&command)) {
        return manageKeys(*options, argc, argv);
    }
    if (const auto* options = std::get_if<SimulateOptions>(&command)) {
        return simulateCommand(*options);
    }
    if (const auto* options = std::get_if<MergeOptions>(&command)) {
        return mergeCommand(*options);
    }
    return validateCommand(std::get<ValidateOptions>(command));
}

} // namespace

int main(int argc, char** argv)
{
    understudy::refuseCoreDumps();
    const std::variant<Command, int> arguments = parseArguments(argc, argv);
    const int* early = std::get_if<int>(&arguments);
    const int exitCode =
        early != nullptr ? *early : carryOut(std::get<Command>(arguments), argc, argv);
    // A result that did not arrive is no success: the disk may be full.
    if (exitCode == kDone && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)) {
        std::fputs("understudy-cli: standard output could not be written\n", stderr);
        return kEnvironment;
    }
    return exitCode;
}
