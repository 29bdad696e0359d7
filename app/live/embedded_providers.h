// The embedded simulated providers on a thread and a loopback port of their own: real HTTP, no
// network beyond 127.0.0.1.
#pragma once

#include "core/base/result.h"
#include "core/plan/outage.h"
#include "core/plan/scenario.h"

#include <QThread>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace understudy {

// For programs other than ours: the providers draw their outages by themselves.
struct ServedAlone
{
    std::vector<Outage> outages;
};

class EmbeddedProviders final
{
public:
    // Without `alone` they obey the faults that our own engine decides.
    EmbeddedProviders(Scenario scenario, std::uint64_t seed,
                      std::optional<ServedAlone> alone = std::nullopt);
    ~EmbeddedProviders(); // closes every connection and joins the thread
    EmbeddedProviders(const EmbeddedProviders&) = delete;
    EmbeddedProviders& operator=(const EmbeddedProviders&) = delete;

    // Listens on 127.0.0.1; 0 takes a free port. Answers the port. Call once.
    Result<std::uint16_t> start(std::uint16_t port);

private:
    struct Parts; // made, used and destroyed on the providers' thread

    Scenario m_scenario;
    std::uint64_t m_seed;
    std::optional<ServedAlone> m_alone;
    QThread m_thread;
    QObject* m_door = nullptr;
    std::unique_ptr<Parts> m_parts;
};

} // namespace understudy
