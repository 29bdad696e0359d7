// The embedded simulated providers: OpenAI chat completions and Anthropic messages, with models
// that behave as a scenario's twins and fail as its outages say. Knows no sockets: a server opens a
// session per connection. Single-threaded; must outlive its sessions.
#pragma once

#include "core/engine/scheduler.h"
#include "core/plan/catalogue.h"
#include "core/plan/scenario.h"
#include "core/serve/chat_decoder.h"
#include "core/serve/http_service.h"
#include "core/serve/provider_routes.h"
#include "core/serve/stage_log.h"
#include "core/serve/stage_servers.h"
#include "core/world/model_twin.h"
#include "core/world/outage_schedule.h"
#include "core/world/simulated_attempt.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

struct StageOptions
{
    Scenario scenario; // its outages act only where the stage draws by itself
    std::uint64_t seed = 1;
    Catalogue catalogue; // what /NAME/v1/models lists
    // True inside the application: faults come in kFaultHeader from who decided them, and nothing
    // is drawn here. False for the verb `providers`: the stage asks its own outage schedule.
    bool obeysFaultHeader = false;
    // How long what was written needs to leave before a reset may overtake it.
    Duration resetGap = milliseconds(2);
    std::int64_t startedAt = 0; // seconds since 1970, for the vendors' time stamps
};

// How one attempt will go, drawn at its beginning.
struct StagePlan
{
    SimulatedAttempt attempt;
    AttemptDraws draws;                     // as slow as the fault makes them
    std::optional<Fault> fault;             // an outage's, or the twin's own failure
    ErrorClass brokenAs = ErrorClass::None; // as in TwinBreak
    std::optional<Capacity> capacity;       // of the model
    std::string outage; // id of the one that struck; empty: none, or not known here
};

class ProviderStage final : public HttpService
{
public:
    // `scheduler` must outlive the stage.
    ProviderStage(Scheduler& scheduler, StageOptions options);

    std::unique_ptr<HttpSession> open(ReplyChannel& channel) override;

    OutageSchedule& outages() { return m_outages; }
    StageLog& log() { return m_log; }
    StageServers& servers() { return m_servers; }

    // For sessions.
    Scheduler& scheduler() { return m_scheduler; }
    const StageOptions& options() const { return m_options; }
    Duration sinceStart() const { return m_scheduler.now() - m_start; }
    std::int64_t secondsSinceEpoch() const;
    std::string nextId(); // 16 hex digits, others each time
    StagePlan plan(const ProviderRoute& route, const ChatCall& call, const RequestHead& head);

private:
    struct RunPlace
    {
        std::uint64_t run = 0;
        std::uint64_t ordinal = 0;
    };

    RunPlace placeOf(std::string_view provider, const ChatCall& call, const RequestHead& head);
    static void breakByTwin(Dialect dialect, StagePlan& plan);
    void decideFault(std::string_view provider, const ChatCall& call, const RequestHead& head,
                     const RunPlace& place, StagePlan& plan);

    Scheduler& m_scheduler;
    StageOptions m_options;
    Instant m_start;
    OutageSchedule m_outages;
    StageLog m_log;
    StageServers m_servers;
    std::uint64_t m_requests = 0;
    std::map<std::pair<std::string, std::string>, std::uint64_t> m_counters; // provider, model
};

} // namespace understudy
