// The live engine against embedded providers in one process: real sockets on 127.0.0.1, and the
// server's own log of what it was asked.
#pragma once

#include "app/live/live_engine.h"
#include "app/live/qt_scheduler.h"
#include "app/net/loopback_server.h"
#include "core/plan/chain.h"
#include "core/record/run_story.h"
#include "core/serve/provider_stage.h"

#include <string>
#include <vector>

namespace understudy {

class LiveBench final : public RunObserver, public TextSink
{
public:
    LiveBench();

    // One run of the sample chain under these outages (flags), with waits of a few milliseconds.
    const RunStory& run(const std::vector<std::string>& outages);
    // Starts a run without waiting for its end.
    RunId start(const std::vector<std::string>& outages);
    bool waitForEnd(int milliseconds = 10'000);
    bool waitForFirstToken();

    const RunStory& story() const { return m_story; }
    std::size_t requestsSeen() { return m_stage.log().entries().size(); }
    LiveEngine& engine() { return m_engine; }
    std::size_t connections() const { return m_server.connections(); }

    void onEvent(const RunEvent& event) override { m_story.apply(event); }
    void onText(std::uint32_t, std::uint32_t attempt, std::string_view delta) override
    {
        m_story.addText(attempt, delta);
    }
    void onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind, std::string_view text) override
    {
        m_story.addNote(attempt, kind, text);
    }
    void onUsage(std::uint32_t, std::uint32_t attempt, const TokenCounts& usage) override
    {
        m_story.addUsage(attempt, usage);
    }

private:
    RunStory m_story;
    Chain m_chain;
    QtScheduler m_scheduler;
    ProviderStage m_stage;
    LoopbackServer m_server;
    LiveEngine m_engine;
    std::uint16_t m_port = 0;
    std::uint64_t m_index = 0;
};

} // namespace understudy
