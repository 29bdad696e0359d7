#include "core/record/result_json.h"

#include "core/record/json_parts.h"

namespace understudy {

using namespace record_json;

namespace {

Json timeOrNull(std::optional<Duration> at) { return at ? Json(at->count()) : Json(nullptr); }

std::string_view outcomeName(AttemptState state)
{
    switch (state) {
    case AttemptState::Succeeded: return "succeeded";
    case AttemptState::Failed: return "failed";
    case AttemptState::Waiting:
    case AttemptState::Streaming:
    case AttemptState::Abandoned: return "abandoned";
    }
    return "abandoned";
}

Json attemptJson(const RunStory& story, const AttemptStory& attempt)
{
    const CandidateLabel& label = story.label(attempt.candidate);
    const bool hasFailed = attempt.state == AttemptState::Failed;
    Json json{{"provider", label.provider},
              {"model", label.model},
              {"step", label.step},
              {"candidate", label.candidate},
              {"try", attempt.tryNumber},
              {"outcome", outcomeName(attempt.state)},
              {"class", hasFailed ? Json(name(attempt.errorClass)) : Json(nullptr)},
              {"status", statusOrNull(attempt.status)},
              {"message", hasFailed ? Json(failureMessage(attempt)) : Json(nullptr)},
              {"start_us", attempt.start.count()},
              {"first_token_us", timeOrNull(attempt.firstToken)},
              {"end_us", timeOrNull(attempt.end)},
              {"output_tokens", attempt.tokens},
              {"cost_nusd",
               orNull(attempt.cost == kUnknownCost ? std::nullopt : std::optional(attempt.cost))}};
    if (attempt.continues != 0) {
        json["continues"] = attempt.continues;
    }
    if (!attempt.droppedParams.empty()) {
        json["dropped_params"] = attempt.droppedParams;
    }
    if (!attempt.servedModel.empty()) {
        json["served_model"] = attempt.servedModel;
    }
    return json;
}

Json usageJson(const AttemptStory* serving)
{
    if (serving == nullptr || !serving->usage) {
        return nullptr;
    }
    return {{"input_tokens", serving->usage->input},
            {"cached_input_tokens", serving->usage->cached},
            {"output_tokens", serving->usage->output}};
}

Json errorJson(const RunStory& story)
{
    const std::optional<RunError> error = errorOf(story);
    if (!error) {
        return nullptr;
    }
    return {{"class", name(error->errorClass)},
            {"status", statusOrNull(error->status)},
            {"message", error->message},
            {"candidate", error->candidate.empty() ? Json(nullptr) : Json(error->candidate)}};
}

Json requestedJson(const RunStory& story)
{
    if (story.requested() == kNoIndex) {
        return nullptr;
    }
    const CandidateLabel& label = story.label(story.requested());
    return {{"provider", label.provider}, {"model", label.model}, {"step", label.step}};
}

} // namespace

std::string_view causeOf(const RunStory& story)
{
    const AttemptStory* serving = story.serving();
    const SelectionKind selection = serving == nullptr
                                        ? SelectionKind::InOrder
                                        : story.label(serving->candidate).selection;
    if (selection == SelectionKind::Race) {
        return "race";
    }
    if (selection == SelectionKind::Balance && story.isFirstOfStep(*serving)) {
        return "balance";
    }
    if (!story.switches().empty()) {
        return "switch";
    }
    return serving != nullptr && serving->tryNumber > 1 ? "retry" : "first";
}

std::optional<RunError> errorOf(const RunStory& story)
{
    if (story.outcome() != RunOutcome::Failed) {
        return std::nullopt;
    }
    const AttemptStory* last = story.lastFailure();
    if (story.runError() != ErrorClass::None || last == nullptr) {
        const ErrorClass errorClass =
            story.runError() != ErrorClass::None ? story.runError() : ErrorClass::AllOpen;
        return RunError{errorClass, 0, text(plainMessage(errorClass)), {}};
    }
    return RunError{last->errorClass, last->status, failureMessage(*last),
                    story.label(last->candidate).candidate};
}

std::string shownText(const RunStory& story)
{
    if (story.outcome() == RunOutcome::Answered) {
        return story.serving() == nullptr ? std::string() : story.answerText(*story.serving());
    }
    // A run that did not answer still shows what nothing came in the place of.
    for (auto attempt = story.attempts().rbegin(); attempt != story.attempts().rend(); ++attempt) {
        if (!attempt->text.empty()) {
            return attempt->isDiscarded ? std::string() : story.answerText(*attempt);
        }
    }
    return {};
}

std::string resultJson(const RunStory& story, std::optional<std::uint64_t> seed)
{
    const bool isAnswered = story.outcome() == RunOutcome::Answered;
    const AttemptStory* serving = isAnswered ? story.serving() : nullptr;
    Json attempts = Json::array();
    for (const AttemptStory& attempt : story.attempts()) {
        attempts.push_back(attemptJson(story, attempt));
    }
    Json json{{"outcome", name(story.outcome().value_or(RunOutcome::Failed))},
              {"text", shownText(story)},
              {"served_by", servedBy(story, serving)},
              {"requested", requestedJson(story)},
              {"cause", isAnswered ? Json(causeOf(story)) : Json(nullptr)},
              {"attempts", std::move(attempts)},
              {"switches", story.switches().size()},
              {"first_token_ms", serving != nullptr && serving->firstToken
                                     ? Json(wholeMilliseconds(*serving->firstToken))
                                     : Json(nullptr)},
              {"total_ms", wholeMilliseconds(story.lastTime())},
              {"usage", usageJson(serving)},
              {"cost_nusd", orNull(story.cost())},
              {"wasted_nusd", orNull(story.wasted())},
              {"discarded_tokens", story.discardedTokens()},
              {"error", errorJson(story)}};
    if (const AttemptStory* partial = story.interrupted()) {
        json["interrupted_by"] = name(partial->cause());
    }
    if (seed) {
        json["seed"] = *seed;
    }
    return dump(json, 2);
}

} // namespace understudy
