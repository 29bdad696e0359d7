// Events as JSON lines: journals (*.understudy-run), `--format jsonl`, and what replays them.
#pragma once

#include "core/plan/chat_request.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_event.h"
#include "core/record/run_story.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

struct JournalHeader
{
    std::string chainJson;    // as chainToJson writes it
    std::string scenarioJson; // empty: null
    std::uint64_t seed = 1;
    std::string started; // RFC 3339, UTC
    std::string mode;    // "live", "simulated", "virtual"
    // Of a virtual run: which one of the simulation, from 0 over all worlds, and how many one world
    // has (0: each is in a world of its own, or the scenario says how many).
    std::uint64_t run = 0;
    std::uint64_t runsOfWorld = 0;
    std::vector<std::string> outageIds; // those that events number from 1
};

// Turns a run's records into lines, in the order in which they come. It folds a story on the way,
// because some members (totals, messages) are known only from earlier records.
class EventLines
{
public:
    explicit EventLines(std::shared_ptr<const CompiledChain> chain);

    static std::string headerLine(const JournalHeader& header);
    // The prompt to show in run_started; without it the member `input` is left out.
    void setInput(ChatRequest input) { m_input = std::move(input); }
    // Names of the outages that events number from 1.
    void setOutageIds(std::vector<std::string> ids) { m_outageIds = std::move(ids); }

    std::string eventLine(const RunEvent& event);
    std::string textLine(std::uint32_t attempt, std::string_view delta, Duration at);
    void note(std::uint32_t attempt, NoteKind kind, std::string_view text);
    void usage(std::uint32_t attempt, const TokenCounts& usage);

    const RunStory& story() const { return m_story; }

private:
    std::shared_ptr<const CompiledChain> m_chain;
    RunStory m_story;
    std::optional<ChatRequest> m_input;
    std::vector<std::string> m_outageIds;
};

} // namespace understudy
