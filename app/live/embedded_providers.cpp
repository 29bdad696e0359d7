#include "app/live/embedded_providers.h"

#include "app/built_in.h"
#include "app/live/qt_scheduler.h"
#include "app/net/loopback_server.h"
#include "core/serve/provider_stage.h"

#include <chrono>
#include <utility>

namespace understudy {

namespace {

StageOptions stageOptions(Scenario scenario, std::uint64_t seed,
                          const std::optional<ServedAlone>& alone)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    scenario.outages = alone ? alone->outages : std::vector<Outage>{};
    return {.scenario = std::move(scenario),
            .seed = seed,
            .catalogue = builtInCatalogue(),
            .obeysFaultHeader = !alone,
            .startedAt = std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

} // namespace

struct EmbeddedProviders::Parts
{
    Parts(Scenario scenario, std::uint64_t seed, const std::optional<ServedAlone>& alone)
        : stage(scheduler, stageOptions(std::move(scenario), seed, alone))
        , server(stage)
    {}

    QtScheduler scheduler;
    ProviderStage stage;
    LoopbackServer server;
};

EmbeddedProviders::EmbeddedProviders(Scenario scenario, std::uint64_t seed,
                                     std::optional<ServedAlone> alone)
    : m_scenario(std::move(scenario))
    , m_seed(seed)
    , m_alone(std::move(alone))
    , m_door(new QObject)
{
    m_thread.setObjectName(QStringLiteral("providers"));
    m_door->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_door, &QObject::deleteLater);
    m_thread.start();
}

EmbeddedProviders::~EmbeddedProviders()
{
    QMetaObject::invokeMethod(m_door, [this] {
        m_parts.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

Result<std::uint16_t> EmbeddedProviders::start(std::uint16_t port)
{
    Result<std::uint16_t> result = Failure{Problem{}};
    QMetaObject::invokeMethod(
        m_door,
        [&] {
            m_parts = std::make_unique<Parts>(m_scenario, m_seed, m_alone);
            result = m_parts->server.listen(port);
        },
        Qt::BlockingQueuedConnection);
    return result;
}

} // namespace understudy
