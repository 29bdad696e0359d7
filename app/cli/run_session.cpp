#include "app/cli/run_session.h"

#include "app/built_in.h"
#include "app/cli/describe_key_problem.h"
#include "app/cli/exit_code.h"
#include "app/cli/platform.h"
#include "app/cli/read_inputs.h"
#include "app/cli/terminal_text.h"
#include "core/json/strict_json.h"
#include "core/plan/chain_json.h"

#include <fmt/format.h>

#include <QDateTime>
#include <QTimer>

#include <utility>

namespace understudy::cli {

namespace {

std::vector<std::string> idsOf(const std::vector<Outage>& outages)
{
    std::vector<std::string> ids;
    for (const Outage& outage : outages) {
        ids.push_back(outage.id);
    }
    return ids;
}

} // namespace

RunSession::RunSession(RunSetup setup, QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
{
    connect(&m_keys, &KeyGatherer::gathered, this, &RunSession::onKeysGathered);
}

RunSession::~RunSession() = default;

void RunSession::start()
{
    EndpointOverrides overrides{.baseUrls = m_setup.baseUrls, .simulatedOrigin = {}};
    if (m_setup.isSimulated && !startProviders(overrides)) {
        Q_EMIT finished(kEnvironment);
        return;
    }
    auto run = prepareRun(m_setup.chain, m_setup.chat, overrides, builtInCatalogue(), 0);
    if (!run) {
        Problems problems = run.error();
        addPlaces(m_setup.chainText, problems);
        printProblems(m_setup.chainFile, problems);
        Q_EMIT finished(kBadInput);
        return;
    }
    m_run = std::move(*run);
    gatherKeys();
}

void RunSession::interrupt()
{
    if (m_engine) {
        m_engine->cancelAll();
    } else {
        Q_EMIT finished(kInterrupted);
    }
}

bool RunSession::startProviders(EndpointOverrides& overrides)
{
    m_providers = std::make_unique<EmbeddedProviders>(m_setup.scenario, m_setup.seed);
    const auto port = m_providers->start(0);
    if (!port) {
        fmt::print(stderr, "understudy-cli: {}\n", port.error().what);
        return false;
    }
    overrides.simulatedOrigin = fmt::format("http://127.0.0.1:{}", *port);
    return true;
}

void RunSession::gatherKeys()
{
    const auto needed = neededKeys(m_run);
    m_keys.gather(needed, m_setup.allowedOrigins, m_setup.takesKeysFromEnvironment);
}

void RunSession::onKeysGathered(const GatheredKeys& keys)
{
    for (const KeyProblem& problem : keys.problems) {
        fmt::print(stderr, "understudy-cli: {}\n", describeKeyProblem(problem));
    }
    if (!keys.problems.empty()) {
        Q_EMIT finished(kEnvironment);
        return;
    }
    m_printer = std::make_unique<RunPrinter>(m_run.chain, m_setup.chat, idsOf(m_setup.outages),
                                             printerOptions());
    m_engine = std::make_unique<LiveEngine>(*this, *m_printer, m_setup.seed);
    m_engine->setCredentials(keys.credentials);
    m_engine->setOutages(m_setup.outages);
    sayWhatCosts();
    m_engine->start(m_run);
}

// Faults before the first token are made before the network; these are not.
void RunSession::sayWhatCosts() const
{
    for (const Outage& outage : m_setup.outages) {
        if (!m_setup.isSimulated && outage.enabled && outage.share > 0 &&
            isInsideStream(outage.fault.kind)) {
            fmt::print(stderr,
                       "note: outage {} ({}) opens the real stream and breaks it on our side: the "
                       "provider may charge for it\n",
                       onOneLine(outage.id), name(outage.fault.kind));
        }
    }
}

void RunSession::onEvent(const RunEvent& event)
{
    m_printer->onEvent(event);
    if (event.kind == EventKind::RunFinished) {
        // The engine is still speaking; the end waits for the event loop.
        QTimer::singleShot(0, this, &RunSession::end);
    } else if (m_printer->hasLostOutput() && !std::exchange(m_isGivenUp, true)) {
        QTimer::singleShot(0, this, [this] { m_engine->cancelAll(); });
    }
}

void RunSession::end()
{
    const bool isRecorded = m_printer->printEnd();
    const RunOutcome outcome = m_printer->story().outcome().value_or(RunOutcome::Failed);
    int exitCode = outcome == RunOutcome::Answered    ? kDone
                   : outcome == RunOutcome::Cancelled ? kInterrupted
                                                      : kFailed;
    if (!isRecorded && exitCode == kDone) {
        exitCode = kEnvironment;
    }
    if (m_printer->hasLostOutput()) {
        fmt::print(stderr, "understudy-cli: standard output could not be written\n");
        exitCode = kEnvironment;
    }
    Q_EMIT finished(exitCode);
}

PrinterOptions RunSession::printerOptions() const
{
    const bool isTerminalOut = isTerminal(Stream::Output);
    const QString now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    return {.format = m_setup.format,
            .isTerminal = isTerminalOut,
            .hasColour = isTerminalOut && environmentVariable("NO_COLOR").empty(),
            .drawsTimeline = m_setup.drawsTimeline,
            .seed = m_setup.seed,
            .headerLine =
                EventLines::headerLine({.chainJson = chainToJson(m_setup.chain),
                                        .scenarioJson = m_setup.scenarioText,
                                        .seed = m_setup.seed,
                                        .started = now.toStdString(),
                                        .mode = m_setup.isSimulated ? "simulated" : "live",
                                        .outageIds = idsOf(m_setup.outages)}),
            .journalFile = m_setup.journalFile};
}

} // namespace understudy::cli
