#include "core/record/event_members.h"

#include "core/plan/file_words.h"

#include <algorithm>
#include <utility>

namespace understudy {

using namespace record_json;

namespace {

// What every candidate is sent: its own parameters stand in the chain.
Json inputJson(const ChatRequest& input, const JsonMembers& params)
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
    for (const auto& [name, value] : params) {
        json["params"][name] = Json::parse(value, nullptr, false);
    }
    return json;
}

Json costJson(NanoUsd cost) { return cost == kUnknownCost ? Json(nullptr) : Json(cost); }

// A balance asks its pick first; the others come after it in the order of the chain.
void addStep(Json& json, const CompiledChain& chain, const RunEvent& event)
{
    const CompiledStep& plan = chain.steps[event.step];
    json["step"] = chain.labels[plan.first].step;
    json["selection"] = fileWord(plan.selection.kind);
    Json order = Json::array();
    if (event.candidate != kNoIndex) {
        order.push_back(chain.labels[event.candidate].candidate);
        json["pick"] = order.back();
    }
    for (std::size_t i = plan.first; i < std::size_t{plan.first} + plan.count; ++i) {
        if (i != event.candidate) {
            order.push_back(chain.labels[i].candidate);
        }
    }
    json["order"] = std::move(order);
}

// What is known of an attempt beside its events is told when it ends.
void addAsides(Json& json, const AttemptStory& attempt)
{
    if (attempt.usage) {
        json["usage"] = {{"input_tokens", attempt.usage->input},
                         {"cached_input_tokens", attempt.usage->cached},
                         {"output_tokens", attempt.usage->output}};
    }
    if (!attempt.servedModel.empty()) {
        json["served_model"] = attempt.servedModel;
    }
    if (!attempt.droppedParams.empty()) {
        json["dropped_params"] = attempt.droppedParams;
    }
}

void addReceived(Json& json, const RunEvent& event)
{
    json["output_tokens"] = event.count;
    json["cost_nusd"] = costJson(event.amount);
}

Json outageName(std::uint16_t number, const std::vector<std::string>& ids)
{
    if (number == 0) {
        return nullptr;
    }
    return number <= ids.size() ? ids[number - 1U] : "outage-" + std::to_string(number);
}

void addFailure(Json& json, const RunEvent& event, const LineContext& context)
{
    const AttemptStory& attempt = context.story.attempt(event.attempt);
    json["class"] = name(event.errorClass);
    json["status"] = statusOrNull(event.status);
    json["message"] = failureMessage(attempt);
    json["phase"] = name(event.phase);
    json["injected"] = outageName(event.injected, context.outageIds);
    json["reaction"] = name(event.reaction);
    addReceived(json, event);
    addAsides(json, attempt);
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
    if (event.attempt != 0) {
        json["attempt"] = event.attempt;
    }
    if (event.errorClass != ErrorClass::None) {
        json["class"] = name(event.errorClass);
    }
}

void addSwitch(Json& json, const RunEvent& event, const RunStory& story)
{
    json["from"] = story.label(event.from).candidate;
    json["to"] = story.label(event.candidate).candidate;
    json["because"] = event.switchCause() == SwitchCause::Failure ? name(event.errorClass)
                                                                  : name(event.switchCause());
    if (event.switchCause() != SwitchCause::Failure) {
        json["class"] =
            event.errorClass == ErrorClass::None ? Json(nullptr) : Json(name(event.errorClass));
    }
}

void addSkip(Json& json, const RunEvent& event, const RunStory& story)
{
    json["step"] = story.label(event.candidate).step;
    json["candidate"] = story.label(event.candidate).candidate;
    json["because"] = name(event.skipCause());
    if (event.amount > 0) {
        json["retry_in_ms"] = wholeMilliseconds(Duration{event.amount});
        json["retry_in_us"] = event.amount;
    }
}

void addStart(Json& json, const RunEvent& event, const RunStory& story)
{
    json["step"] = story.label(event.candidate).step;
    json["candidate"] = story.label(event.candidate).candidate;
    json["try"] = event.count;
    json["because"] = name(event.startCause());
    if (event.amount > 0) {
        json["continues"] = event.amount;
    }
}

void addBackoff(Json& json, const RunEvent& event, const RunStory& story)
{
    json["candidate"] = story.label(event.candidate).candidate;
    json["wait_ms"] = wholeMilliseconds(Duration{event.amount});
    json["because"] = name(event.waitCause());
    json["wait_us"] = event.amount;
    json["attempt"] = event.attempt;
}

void addHeld(Json& json, const RunEvent& event)
{
    if (event.flags == kHeld) {
        json["held"] = true;
    }
}

bool concernsAnAttempt(EventKind kind)
{
    switch (kind) {
    case EventKind::AttemptStarted:
    case EventKind::Headers:
    case EventKind::FirstToken:
    case EventKind::Progress:
    case EventKind::AttemptSucceeded:
    case EventKind::AttemptFailed:
    case EventKind::AttemptAbandoned:
    case EventKind::Discarded: return true;
    case EventKind::RunStarted:
    case EventKind::StepEntered:
    case EventKind::CandidateSkipped:
    case EventKind::Backoff:
    case EventKind::Switched:
    case EventKind::Breaker:
    case EventKind::Outage:
    case EventKind::RunFinished: return false;
    }
    return false;
}

} // namespace

namespace record_json {

// house: long because it is one switch over the closed list of events
Json eventMembers(const RunEvent& event, const LineContext& context)
{
    const RunStory& story = context.story;
    Json json{{"t_us", event.at.count()}, {"event", name(event.kind)}};
    if (concernsAnAttempt(event.kind)) {
        json["attempt"] = event.attempt;
    }
    switch (event.kind) {
    case EventKind::RunStarted:
        json["prompt_tokens"] = event.count;
        if (context.input) {
            json["input"] = inputJson(*context.input, context.chain.source.params);
        }
        break;
    case EventKind::StepEntered: addStep(json, context.chain, event); break;
    case EventKind::CandidateSkipped: addSkip(json, event, story); break;
    case EventKind::AttemptStarted: addStart(json, event, story); break;
    case EventKind::Headers:
        json["status"] = event.status;
        json["request_id"] = story.attempt(event.attempt).requestId;
        break;
    case EventKind::FirstToken: addHeld(json, event); break;
    case EventKind::Progress:
        json["tokens"] = event.count;
        addHeld(json, event);
        break;
    case EventKind::AttemptSucceeded:
        json["output_tokens"] = event.count;
        json["finish"] = name(event.finish());
        json["cost_nusd"] = costJson(event.amount);
        addAsides(json, story.attempt(event.attempt));
        break;
    case EventKind::AttemptFailed: addFailure(json, event, context); break;
    case EventKind::AttemptAbandoned:
        json["because"] = name(event.abandonCause());
        addReceived(json, event);
        addAsides(json, story.attempt(event.attempt));
        break;
    case EventKind::Backoff: addBackoff(json, event, story); break;
    case EventKind::Switched: addSwitch(json, event, story); break;
    case EventKind::Discarded: json["tokens"] = event.count; break;
    case EventKind::Breaker:
        json["candidate"] = story.label(event.candidate).candidate;
        json["state"] = name(event.breakerTurn());
        break;
    case EventKind::Outage:
        json["outage"] = outageName(event.injected, context.outageIds);
        json["state"] = event.because == 0 ? "off" : "on";
        break;
    case EventKind::RunFinished: addOutcome(json, event, story); break;
    }
    return json;
}

} // namespace record_json

} // namespace understudy
