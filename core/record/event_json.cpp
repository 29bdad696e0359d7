#include "core/record/event_json.h"

#include "core/plan/file_words.h"
#include "core/record/json_parts.h"

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

namespace {

Json inputJson(const ChatRequest& input)
{
    Json messages = Json::array();
    for (const ChatMessage& message : input.messages) {
        messages.push_back({{"role", message.role == Role::User ? "user" : "assistant"},
                            {"content", message.content}});
    }
    Json json;
    if (!input.system.empty()) {
        json["system"] = input.system;
    }
    json["messages"] = std::move(messages);
    return json;
}

void addStep(Json& json, const CompiledChain& chain, std::uint16_t step)
{
    const CompiledStep& plan = chain.steps[step];
    json["step"] = chain.labels[plan.first].step;
    json["selection"] = fileWord(plan.selection.kind);
    Json order = Json::array();
    for (std::size_t i = 0; i < plan.count; ++i) {
        order.push_back(chain.labels[plan.first + i].candidate);
    }
    json["order"] = std::move(order);
}

void addFailure(Json& json, const RunEvent& event, const AttemptStory& attempt,
                const std::vector<std::string>& outages)
{
    json["attempt"] = event.attempt;
    json["class"] = name(event.errorClass);
    json["status"] = statusOrNull(event.status);
    json["message"] = failureMessage(attempt);
    json["phase"] = name(event.phase);
    json["injected"] = event.injected != 0 && event.injected <= outages.size()
                           ? Json(outages[event.injected - 1U])
                           : Json(nullptr);
    json["reaction"] = name(event.reaction);
}

void addOutcome(Json& json, const RunEvent& event, const RunStory& story)
{
    const AttemptStory* serving = event.attempt == 0 ? nullptr : story.serving();
    json["outcome"] = name(event.outcome());
    json["served_by"] = servedBy(story, serving);
    json["attempts"] = event.count;
    json["switches"] = story.switches().size();
    json["first_token_ms"] = serving != nullptr && serving->firstToken
                                 ? Json(wholeMilliseconds(*serving->firstToken))
                                 : Json(nullptr);
    json["total_ms"] = wholeMilliseconds(event.at);
    json["cost_nusd"] = orNull(story.cost());
    json["wasted_nusd"] = orNull(story.wasted());
    json["discarded_tokens"] = story.discardedTokens();
    if (event.errorClass != ErrorClass::None) {
        json["class"] = name(event.errorClass);
    }
}

std::string_view switchReason(const RunEvent& event)
{
    switch (event.switchCause()) {
    case SwitchCause::Failure: return name(event.errorClass);
    case SwitchCause::BreakerOpen: return "breaker_open";
    case SwitchCause::Patience: return "patience";
    case SwitchCause::Manual: return "manual";
    }
    return "manual";
}

} // namespace

EventLines::EventLines(std::shared_ptr<const CompiledChain> chain)
    : m_chain(std::move(chain))
    , m_story(m_chain->labels)
{}

std::string EventLines::headerLine(const JournalHeader& header)
{
    const auto parsed = [](const std::string& json) {
        return json.empty() ? Json(nullptr) : Json::parse(json, nullptr, false);
    };
    return dump({{"format", "understudy-run"},
                 {"version", 1},
                 {"chain", parsed(header.chainJson)},
                 {"scenario", parsed(header.scenarioJson)},
                 {"seed", header.seed},
                 {"started", header.started},
                 {"mode", header.mode}});
}

// house: long because it is one switch over the closed list of events
std::string EventLines::eventLine(const RunEvent& event)
{
    m_story.apply(event);
    const auto candidate = [&](std::uint16_t index) { return m_story.label(index).candidate; };
    Json json{{"t_us", event.at.count()}, {"event", name(event.kind)}};
    switch (event.kind) {
    case EventKind::RunStarted:
        json["prompt_tokens"] = event.count;
        if (m_input) {
            json["input"] = inputJson(*m_input);
        }
        break;
    case EventKind::StepEntered: addStep(json, *m_chain, event.step); break;
    case EventKind::CandidateSkipped:
        json["step"] = m_story.label(event.candidate).step;
        json["candidate"] = candidate(event.candidate);
        json["because"] = name(event.skipCause());
        break;
    case EventKind::AttemptStarted:
        json["attempt"] = event.attempt;
        json["step"] = m_story.label(event.candidate).step;
        json["candidate"] = candidate(event.candidate);
        json["try"] = event.count;
        json["because"] = name(event.startCause());
        break;
    case EventKind::Headers:
        json["attempt"] = event.attempt;
        json["status"] = event.status;
        json["request_id"] = m_story.attempt(event.attempt).requestId;
        break;
    case EventKind::FirstToken: json["attempt"] = event.attempt; break;
    case EventKind::Progress:
        json["attempt"] = event.attempt;
        json["tokens"] = event.count;
        break;
    case EventKind::AttemptSucceeded:
        json["attempt"] = event.attempt;
        json["output_tokens"] = event.count;
        json["finish"] = name(event.finish());
        json["cost_nusd"] =
            orNull(event.amount == kUnknownCost ? std::nullopt : std::optional(event.amount));
        break;
    case EventKind::AttemptFailed:
        addFailure(json, event, m_story.attempt(event.attempt), m_outageIds);
        break;
    case EventKind::AttemptAbandoned:
        json["attempt"] = event.attempt;
        json["because"] = name(event.abandonCause());
        break;
    case EventKind::Backoff:
        json["candidate"] = candidate(event.candidate);
        json["wait_ms"] = wholeMilliseconds(Duration{event.amount});
        json["because"] = name(event.waitCause());
        break;
    case EventKind::Switched:
        json["from"] = candidate(event.from);
        json["to"] = candidate(event.candidate);
        json["because"] = switchReason(event);
        break;
    case EventKind::Discarded:
        json["attempt"] = event.attempt;
        json["tokens"] = event.count;
        break;
    case EventKind::Breaker: json["candidate"] = candidate(event.candidate); break;
    case EventKind::Outage:
        json["outage"] = event.injected;
        json["state"] = event.because == 0 ? "off" : "on";
        break;
    case EventKind::RunFinished: addOutcome(json, event, m_story); break;
    }
    return dump(json);
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
