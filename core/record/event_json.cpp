#include "core/record/event_json.h"

#include "core/record/event_members.h"

#include <utility>

namespace understudy {

using namespace record_json;

namespace record_json {

Json servedBy(const RunStory& story, const AttemptStory* attempt)
{
    if (attempt == nullptr) {
        return nullptr;
    }
    const CandidateLabel& label = story.label(attempt->candidate);
    return {{"provider", label.provider}, {"model", label.model}, {"step", label.step}};
}

std::string failureMessage(const AttemptStory& attempt)
{
    return attempt.message.empty() ? text(plainMessage(attempt.errorClass)) : attempt.message;
}

} // namespace record_json

EventLines::EventLines(std::shared_ptr<const CompiledChain> chain)
    : m_chain(std::move(chain))
    , m_story(m_chain->labels)
{}

std::string EventLines::headerLine(const JournalHeader& header)
{
    const auto parsed = [](const std::string& json) {
        return json.empty() ? Json(nullptr) : Json::parse(json, nullptr, false);
    };
    Json json{{"format", "understudy-run"},
              {"version", 1},
              {"chain", parsed(header.chainJson)},
              {"scenario", parsed(header.scenarioJson)},
              {"seed", header.seed},
              {"started", header.started},
              {"mode", header.mode}};
    if (header.mode == "virtual") {
        json["run"] = header.run;
        if (header.runsOfWorld != 0) {
            json["runs_of_world"] = header.runsOfWorld;
        }
    }
    if (!header.outageIds.empty()) {
        json["outages"] = header.outageIds;
    }
    return dump(json);
}

std::string EventLines::eventLine(const RunEvent& event)
{
    m_story.apply(event);
    return dump(eventMembers(event, {*m_chain, m_story, m_outageIds, m_input}));
}

std::string EventLines::textLine(std::uint32_t attempt, std::string_view delta, Duration at)
{
    m_story.addText(attempt, delta);
    return dump(
        {{"t_us", at.count()}, {"event", "text"}, {"attempt", attempt}, {"delta", text(delta)}});
}

void EventLines::note(std::uint32_t attempt, NoteKind kind, std::string_view text)
{
    m_story.addNote(attempt, kind, text);
}

void EventLines::usage(std::uint32_t attempt, const TokenCounts& usage)
{
    m_story.addUsage(attempt, usage);
}

} // namespace understudy
