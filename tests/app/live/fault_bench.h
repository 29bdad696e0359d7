// The live engine against simulated providers that draw their own outages, as another program's
// would: real sockets, by whatever route. Knows what the server saw.
#pragma once

#include "app/live/live_engine.h"
#include "app/live/qt_scheduler.h"
#include "app/net/loopback_server.h"
#include "core/plan/chain.h"
#include "core/record/run_story.h"
#include "core/serve/provider_stage.h"
#include "tests/app/net/relay.h"
#include "tests/app/net/test_authority.h"

#include <memory>
#include <string>

namespace understudy {

enum class Route
{
    Plain,
    Tls,
    Proxy,
    TlsThroughProxy
};

// Who makes the fault.
enum class FaultMaker
{
    Provider, // the server, as it would be in life
    Ourselves // the outage driver of a live run; the server is healthy
};

class FaultBench final : public RunObserver, public TextSink
{
public:
    static constexpr const char* kLead = "lead-model";
    static constexpr const char* kUnderstudy = "understudy-model";

    explicit FaultBench(Route route, FaultMaker maker = FaultMaker::Provider);
    ~FaultBench() override;

    // One run of a lead with two tries and a healthy understudy of the other dialect; the fault
    // ("cut:3", empty for none) strikes the lead only.
    const RunStory& run(Dialect lead, const std::string& fault,
                        MidStream midStream = MidStream::Restart);

    std::size_t requestsSeen() const { return m_stage.log().entries().size(); }
    std::size_t requestsSeenBy(const std::string& model) const;
    const RunStory& story() const { return m_story; }
    const Relay* proxy() const { return m_proxy.get(); }
    int finishedRuns() const { return m_finished; }

    void onEvent(const RunEvent& event) override;
    void onText(std::uint32_t, std::uint32_t attempt, std::string_view delta) override;
    void onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind,
                std::string_view text) override;
    void onUsage(std::uint32_t, std::uint32_t, const TokenCounts&) override {}

private:
    std::uint16_t listen(Route route);
    void startAnew();
    void useProxy(std::uint16_t target);

    std::unique_ptr<TestAuthority> m_authority; // only where there is TLS
    FaultMaker m_maker;
    RunStory m_story;
    int m_finished = 0;
    QtScheduler m_scheduler;
    mutable ProviderStage m_stage;
    LoopbackServer m_server;
    std::unique_ptr<Relay> m_tls;
    std::unique_ptr<Relay> m_proxy;
    std::string m_origin;
    std::unique_ptr<LiveEngine> m_engine;
};

} // namespace understudy
