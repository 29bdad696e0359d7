#include "app/live/engine_host.h"

#include "app/live/event_pump.h"
#include "app/live/live_engine.h"

#include <utility>

namespace understudy {

struct EngineHost::Parts
{
    explicit Parts(std::uint64_t seed)
        : engine(pump, pump, seed)
    {}

    EventPump pump;
    LiveEngine engine;
};

EngineHost::EngineHost(std::uint64_t seed, QObject* parent)
    : QObject(parent)
    , m_door(new QObject)
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_door->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_door, &QObject::deleteLater);
    m_thread.start();
    post([this, seed] {
        m_parts = std::make_unique<Parts>(seed);
        connect(&m_parts->pump, &EventPump::batchReady, this, &EngineHost::batchReady,
                Qt::QueuedConnection);
    });
}

EngineHost::~EngineHost()
{
    post([this] {
        m_parts->engine.cancelAll();
        m_parts.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

void EngineHost::setCredentials(std::shared_ptr<const CredentialSource> credentials)
{
    post([this, credentials = std::move(credentials)] {
        m_parts->engine.setCredentials(credentials);
    });
}

void EngineHost::forgetCooling()
{
    post([this] { m_parts->engine.forgetCooling(); });
}

void EngineHost::setOutages(const std::vector<Outage>& outages)
{
    post([this, outages] { m_parts->engine.setOutages(outages); });
}

void EngineHost::start(const PreparedRun& run)
{
    post([this, run] { m_parts->engine.start(run); });
}

void EngineHost::cancel()
{
    post([this] { m_parts->engine.cancelAll(); });
}

// Calls run on the engine's thread in the order posted.
template<class Call>
void EngineHost::post(Call call)
{
    QMetaObject::invokeMethod(m_door, std::move(call), Qt::QueuedConnection);
}

} // namespace understudy
