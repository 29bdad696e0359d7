// The servers and limits of the simulated models, in the time of the stage: who is served now, who
// waits, who is refused. A client that goes away frees its server, or leaves it working for nobody.
#pragma once

#include "core/engine/scheduler.h"
#include "core/plan/scenario.h"
#include "core/world/model_capacity.h"
#include "core/world/simulated_attempt.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

// Who waits for a server.
class ServedClient
{
public:
    virtual ~ServedClient() = default;
    virtual void onServed() = 0; // its turn has come
};

class StageServers final : private Wakeable
{
public:
    // The scheduler must outlive them.
    explicit StageServers(Scheduler& scheduler);
    ~StageServers() override;
    StageServers(const StageServers&) = delete;
    StageServers& operator=(const StageServers&) = delete;

    struct Seat
    {
        AdmissionAnswer answer;
        std::uint64_t ticket = 0; // 0: there is nothing to give back
    };

    // `client` is told when its turn comes, if it must wait; it must give its seat back before it
    // goes. The capacity of a model is that of its first request.
    Seat admit(const std::pair<std::string, std::string>& model, const Capacity& capacity,
               const SimulatedAttempt& attempt, ServedClient& client);
    // The reply is whole.
    void finish(std::uint64_t ticket);
    // The client is gone.
    void abandon(std::uint64_t ticket);

private:
    struct Model
    {
        explicit Model(const Capacity& capacity)
            : servers(capacity)
            , onAbandon(capacity.onAbandon)
        {}
        ModelCapacity servers;
        OnAbandon onAbandon;
    };
    struct Visit
    {
        std::size_t model = 0;
        ServedClient* client = nullptr;
        bool isWaiting = false;
        Instant served{};
        Duration last{}; // of the work, from there
    };

    void onWake(std::uint64_t model) override;
    void release(std::size_t model);
    std::size_t placeOf(const std::pair<std::string, std::string>& name, const Capacity& capacity);

    Scheduler& m_scheduler;
    std::vector<std::unique_ptr<Model>> m_models;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places; // of m_models
    std::map<std::uint64_t, Visit> m_visits;                             // by ticket
    std::uint64_t m_lastTicket = 0;
    Instant m_start;
};

} // namespace understudy
