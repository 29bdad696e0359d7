#include "app/run_service.h"

#include <QStringList>

#include <utility>

namespace understudy {

namespace {

// One seed for the window's runs: the run's index keys the draws, so each run differs and a
// restarted application repeats them.
constexpr std::uint64_t kSeed = 1;

QString inWords(const KeyProblem& problem)
{
    const QString provider = QString::fromStdString(problem.key.provider);
    switch (problem.trouble) {
    case KeyTrouble::MayNotGoThere:
        return RunService::tr(
                   "The key of %1 may not be sent to %2, which is not the provider's own "
                   "address.")
            .arg(provider, QString::fromStdString(problem.key.origin));
    case KeyTrouble::NotAKey:
    case KeyTrouble::KeychainFailed:
        return RunService::tr("The key of %1 cannot be read: %2")
            .arg(provider, QString::fromStdString(problem.detail));
    case KeyTrouble::NotStored:
    case KeyTrouble::VariableNotSet: // the window reads no environment
    case KeyTrouble::NoVariable: break;
    }
    return RunService::tr("There is no key for %1. Add one under File, Keys, or run simulated.")
        .arg(provider);
}

QString inWords(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems) {
        lines << QString::fromStdString(formatProblem({}, problem));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

RunService::RunService(const Catalogue& catalogue, EmbeddedProviders& providers,
                       const KeyStore& keys, QObject* parent)
    : QObject(parent)
    , m_catalogue(catalogue)
    , m_providers(providers)
    , m_keyStore(keys)
    , m_host(kSeed)
{
    connect(&m_gatherer, &KeyGatherer::gathered, this, &RunService::onKeysGathered);
    connect(&m_host, &EngineHost::batchReady, this, &RunService::onBatch);
}

void RunService::run(const RunIntent& intent)
{
    EndpointOverrides overrides;
    if (intent.mode == RunMode::Simulated && !reachProviders(overrides)) {
        return;
    }
    auto prepared = prepareRun(intent.chain, intent.chat, overrides, m_catalogue, m_nextIndex);
    if (!prepared) {
        Q_EMIT refused(inWords(prepared.error()));
        return;
    }
    m_pending = std::move(*prepared);
    m_gatherer.setLoaded(m_keyStore.loaded());
    m_gatherer.gather(neededKeys(*m_pending), {}, false);
}

void RunService::stop()
{
    if (m_pending) {
        m_pending.reset();
        Q_EMIT refused(tr("Stopped before the first attempt."));
        return;
    }
    m_host.cancel();
}

void RunService::setOutages(const std::vector<Outage>& outages) { m_host.setOutages(outages); }

bool RunService::reachProviders(EndpointOverrides& overrides)
{
    if (!m_providersPort) {
        const auto port = m_providers.start(0);
        if (!port) {
            Q_EMIT refused(QString::fromStdString(port.error().what));
            return false;
        }
        m_providersPort = *port;
    }
    overrides.simulatedOrigin = "http://127.0.0.1:" + std::to_string(*m_providersPort);
    return true;
}

void RunService::onKeysGathered(const GatheredKeys& keys)
{
    if (!m_pending) {
        return; // stopped meanwhile
    }
    const PreparedRun run = *std::exchange(m_pending, std::nullopt);
    if (!keys.problems.empty()) {
        QStringList lines;
        for (const KeyProblem& problem : keys.problems) {
            lines << inWords(problem);
        }
        Q_EMIT refused(lines.join(QLatin1Char('\n')));
        return;
    }
    ++m_nextIndex;
    m_currentRun = static_cast<std::uint32_t>(run.index);
    Q_EMIT started(run.chain->labels);
    if (m_credentials == nullptr || !(*m_credentials == *keys.credentials)) {
        m_host.forgetCooling(); // a key was edited
    }
    m_credentials = keys.credentials;
    m_host.setCredentials(keys.credentials);
    m_host.start(run);
}

void RunService::onBatch(quint32 run, const RunBatch& batch)
{
    if (run == m_currentRun) {
        Q_EMIT batchReady(batch);
    }
}

} // namespace understudy
