// Gives the live engine a thread of its own, so that a busy window cannot distort the latencies it
// shows. Two crossings only, both queued, both immutable values: intents in, batches out.
#pragma once

#include "app/live/prepared_run.h"
#include "core/plan/outage.h"
#include "core/record/run_batch.h"
#include "core/wire/credential_source.h"

#include <QObject>
#include <QThread>

#include <cstdint>
#include <memory>
#include <vector>

namespace understudy {

class EngineHost final : public QObject
{
    Q_OBJECT

public:
    explicit EngineHost(std::uint64_t seed, QObject* parent = nullptr);
    ~EngineHost() override; // cancels what runs and joins the thread

    void setCredentials(std::shared_ptr<const CredentialSource> credentials);
    void forgetCooling();
    void setOutages(const std::vector<Outage>& outages);
    void start(const PreparedRun& run);
    void cancel();

Q_SIGNALS:
    void batchReady(quint32 run, const understudy::RunBatch& batch);

private:
    struct Parts; // made, used and destroyed on the engine's thread

    template<class Call>
    void post(Call call);

    QThread m_thread;
    QObject* m_door = nullptr; // lives on the engine's thread; deleted when it ends
    std::unique_ptr<Parts> m_parts;
};

} // namespace understudy
