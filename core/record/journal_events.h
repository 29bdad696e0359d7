// One line of a journal after the other, back into the records that it told. Internal to
// core/record's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/plan/chat_request.h"
#include "core/plan/compiled_chain.h"
#include "core/record/run_batch.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

class JournalEvents
{
public:
    // `outageIds` are those that the header names, in the order of their numbers.
    JournalEvents(const CompiledChain& chain, std::vector<std::string> outageIds);

    // Adds to `records` what the line tells, and to `problems` what is wrong with it.
    void read(const Json& line, Problems& problems, RunBatch& records);
    // A line before could not be read: what does not fit to it is no problem any more.
    void loseTrack() { m_isSure = false; }

    bool isFinished() const { return m_isFinished; }
    const std::optional<ChatRequest>& input() const { return m_input; }
    const std::vector<std::string>& outageIds() const { return m_outageIds; }

private:
    struct Attempt
    {
        std::uint16_t candidate = kNoIndex;
        std::uint16_t status = 0;
        std::uint32_t tokens = 0; // told so far
        bool hasEnded = false;
        bool hasSucceeded = false;
    };

    bool isInOrder(ObjectReader& line, Duration at, std::optional<EventKind> kind);
    void readEvent(ObjectReader& line, RunEvent event);
    void readText(ObjectReader& line);
    void readMembers(ObjectReader& line, RunEvent& event);
    void readInput(ObjectReader& line);
    void readStep(ObjectReader& line, RunEvent& event);
    void readSkip(ObjectReader& line, RunEvent& event);
    void readStart(ObjectReader& line, RunEvent& event);
    void readHeaders(ObjectReader& line, RunEvent& event);
    void readContent(ObjectReader& line, RunEvent& event);
    void readSuccess(ObjectReader& line, RunEvent& event);
    void readFailure(ObjectReader& line, RunEvent& event);
    void readAbandonment(ObjectReader& line, RunEvent& event);
    void readAsides(ObjectReader& line, RunEvent& event);
    void readBackoff(ObjectReader& line, RunEvent& event);
    void readSwitch(ObjectReader& line, RunEvent& event);
    void readOutage(ObjectReader& line, RunEvent& event);
    void readOutcome(ObjectReader& line, RunEvent& event);

    std::optional<std::uint16_t> candidateAt(ObjectReader& line, std::string_view member);
    void takeCandidate(ObjectReader& line, RunEvent& event);
    Attempt* attemptAt(ObjectReader& line, RunEvent& event);
    Attempt* openAttemptAt(ObjectReader& line, RunEvent& event);
    void end(ObjectReader& line, RunEvent& event, bool hasSucceeded);
    std::uint16_t outageNumber(const std::string& id);
    void note(const RunEvent& event, NoteKind kind, std::optional<std::string> text);

    const CompiledChain& m_chain;
    std::vector<std::string> m_outageIds;
    std::vector<Attempt> m_attempts; // by number - 1
    std::optional<ChatRequest> m_input;
    Duration m_last{};
    bool m_isSure = true;
    bool m_isStarted = false;
    bool m_isFinished = false;
    RunBatch m_asides; // of the line: they come before its event
};

} // namespace understudy
