#include "app/cli/live_main.h"

#include "app/cli/exit_code.h"
#include "app/cli/interrupt.h"
#include "app/cli/keys_command.h"
#include "app/cli/models_command.h"
#include "app/cli/run_session.h"
#include "app/live/embedded_providers.h"
#include "app/version.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <utility>

namespace understudy::cli {

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("Understudy"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
}

} // namespace

int runLive(RunSetup setup, int& argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    nameApplication();
    RunSession session(std::move(setup));
    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &session, &RunSession::interrupt);
    QObject::connect(&session, &RunSession::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &session, &RunSession::start);
    return QCoreApplication::exec();
}

int askForModels(const ModelsOptions& options, int& argc, char** argv)
{
    auto address = addressToAsk(options.refresh, options.ask, false);
    if (const int* exitCode = std::get_if<int>(&address)) {
        return *exitCode;
    }
    const QCoreApplication application(argc, argv);
    nameApplication();
    ModelsCommand command(options, std::get<ProviderAddress>(std::move(address)));
    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &application,
                     [] { QCoreApplication::exit(kInterrupted); });
    QObject::connect(&command, &ModelsCommand::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &command, &ModelsCommand::start);
    return QCoreApplication::exec();
}

int manageKeys(const KeysOptions& options, int& argc, char** argv)
{
    auto setup = setUpKeys(options);
    if (const int* exitCode = std::get_if<int>(&setup)) {
        return *exitCode;
    }
    const QCoreApplication application(argc, argv);
    nameApplication();
    KeysCommand command(std::get<KeysSetup>(std::move(setup)));
    const Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::interrupted, &command, &KeysCommand::interrupt);
    QObject::connect(&command, &KeysCommand::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    QTimer::singleShot(0, &command, &KeysCommand::start);
    return QCoreApplication::exec();
}

int serveProviders(ProvidersSetup setup, int& argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    nameApplication();
    EmbeddedProviders providers(setup.scenario, setup.seed, ServedAlone{setup.outages});
    const auto port = providers.start(setup.port);
    if (!port) {
        fmt::print(stderr, "understudy-cli: {}\n", port.error().what);
        return kEnvironment;
    }
    const Interrupt interrupt; // before the line: who reads it may send a signal at once
    fmt::print(stderr, "seed {}\n", setup.seed);
    fmt::print("listening http://127.0.0.1:{}\n", *port);
    std::fflush(stdout);
    QObject::connect(&interrupt, &Interrupt::interrupted, &application,
                     [] { QCoreApplication::exit(kInterrupted); });
    return QCoreApplication::exec();
}

} // namespace understudy::cli
