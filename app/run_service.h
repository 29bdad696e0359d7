// Turns the window's intents into runs: checks the chain, fetches keys, hands the run to the
// engine's thread, and says in words why it could not.
#pragma once

#include "app/live/embedded_providers.h"
#include "app/live/engine_host.h"
#include "app/live/prepared_run.h"
#include "app/secrets/key_gatherer.h"
#include "app/secrets/key_store.h"
#include "core/plan/catalogue.h"
#include "core/plan/compiled_chain.h"
#include "ui/shell/intents.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace understudy {

class RunService final : public QObject
{
    Q_OBJECT

public:
    // All references must outlive the service.
    RunService(const Catalogue& catalogue, EmbeddedProviders& providers, const KeyStore& keys,
               QObject* parent = nullptr);

    void run(const RunIntent& intent);
    void stop();
    void setOutages(const std::vector<Outage>& outages);

Q_SIGNALS:
    void started(const std::vector<understudy::CandidateLabel>& labels);
    void refused(const QString& why);
    void batchReady(const understudy::RunBatch& batch);

private:
    bool reachProviders(EndpointOverrides& overrides);
    void onKeysGathered(const GatheredKeys& keys);
    void onBatch(quint32 run, const RunBatch& batch);

    const Catalogue& m_catalogue;
    EmbeddedProviders& m_providers;
    const KeyStore& m_keyStore;
    EngineHost m_host;
    std::shared_ptr<const Credentials> m_credentials; // of the last run
    KeyGatherer m_gatherer;
    std::optional<std::uint16_t> m_providersPort;
    std::optional<PreparedRun> m_pending; // waits for its keys
    std::uint64_t m_nextIndex = 0;
    std::uint32_t m_currentRun = 0;
};

} // namespace understudy
