// One run of the command line from its keys to its exit code: starts the embedded providers or
// gathers keys, runs the engine on this thread, prints, ends.
#pragma once

#include "app/cli/run_printer.h"
#include "app/cli/run_setup.h"
#include "app/live/embedded_providers.h"
#include "app/live/live_engine.h"
#include "app/live/prepared_run.h"
#include "app/secrets/key_gatherer.h"

#include <QObject>

#include <memory>

namespace understudy::cli {

class RunSession final : public QObject, public RunObserver
{
    Q_OBJECT

public:
    explicit RunSession(RunSetup setup, QObject* parent = nullptr);
    ~RunSession() override;

    void start();
    void interrupt(); // the run ends as cancelled, with exit code 130

Q_SIGNALS:
    void finished(int exitCode);

private:
    void onEvent(const RunEvent& event) override;
    bool startProviders(EndpointOverrides& overrides);
    void gatherKeys();
    void onKeysGathered(const GatheredKeys& keys);
    void sayWhatCosts() const;
    void end();
    PrinterOptions printerOptions() const;

    RunSetup m_setup;
    std::unique_ptr<EmbeddedProviders> m_providers;
    PreparedRun m_run;
    KeyGatherer m_keys;
    std::unique_ptr<RunPrinter> m_printer;
    std::unique_ptr<LiveEngine> m_engine;
    bool m_isGivenUp = false; // nobody reads what it prints
};

} // namespace understudy::cli
