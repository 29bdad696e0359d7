// An AttemptDriver in virtual time: attempts go as the simulated world says, wait for its servers,
// and signal only what tells something new. Once warm it allocates nothing. One thread.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"
#include "core/sim/attempt_script.h"
#include "core/sim/simulated_world.h"
#include "core/world/model_capacity.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace understudy {

class SimAttemptDriver final : public AttemptDriver, public Wakeable
{
public:
    // Both must outlive the driver.
    SimAttemptDriver(Scheduler& scheduler, SimulatedWorld& world);
    ~SimAttemptDriver() override;
    SimAttemptDriver(const SimAttemptDriver&) = delete;
    SimAttemptDriver& operator=(const SimAttemptDriver&) = delete;

    void connect(SignalSink& sink) { m_sink = &sink; }
    // Forgets every attempt; servers are idle, limits unused. The world begins now.
    void beginWorld();

    // `start.request` is the run's index in its world, or among isolated runs.
    Begun begin(const AttemptStart& start) override;
    void abandon(AttemptId id) override;
    void onWake(std::uint64_t token) override;

    // How many attempts of each candidate the providers' limits have refused, over all worlds.
    const std::vector<std::uint64_t>& rejected() const { return m_rejected; }
    void clearRejected();

private:
    struct Slot
    {
        AttemptId id{}; // of the attempt under way, if any
        std::uint16_t model = 0;
        ScriptStep told = ScriptStep::Nothing;
        bool isWaiting = false; // in the queue of its model
        bool hasServer = false; // of a model that counts them
        ScriptPoint next;       // what it tells next
        Instant served{};       // since when the server works on it
        SimulatedAttempt plan;
    };
    struct ServersOf // the servers of one model, where they are limited
    {
        std::optional<ModelCapacity> capacity;
        OnAbandon onAbandon = OnAbandon::Free;
    };
    // A server that worked on for nobody is free.
    struct ServerTimer final : Wakeable
    {
        SimAttemptDriver* driver = nullptr;
        void onWake(std::uint64_t model) override
        {
            driver->freeServer(static_cast<std::uint16_t>(model));
        }
    };

    Slot* find(AttemptId id);
    void admit(Slot& slot, std::uint16_t candidate);
    Begun serve(Slot& slot);
    void planNext(Slot& slot);
    bool tell(AttemptId id);
    void leaveServer(Slot& slot);
    void freeServer(std::uint16_t model);
    Instant timeOf(const Slot& slot) const;

    Scheduler& m_scheduler;
    SimulatedWorld& m_world;
    SignalSink* m_sink = nullptr;
    ServerTimer m_serverTimer;
    std::vector<Slot> m_slots; // by the attempt's slot in the engine; only begin() adds to it
    std::vector<ServersOf> m_models;
    std::vector<std::uint64_t> m_rejected; // by candidate
    Instant m_worldStart{};
};

} // namespace understudy
