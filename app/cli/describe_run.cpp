#include "app/cli/describe_run.h"

#include "core/record/attribution.h"
#include "core/record/result_json.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

std::string describeFailures(const RunStory& story, const CandidateFailures& candidate)
{
    std::string causes;
    for (const FailureCount& failure : candidate.failures) {
        causes += causes.empty() ? "" : ", ";
        causes += failure.times > 1 ? fmt::format("{} x ", failure.times) : "";
        causes += shortCause(failure.errorClass, failure.status);
        causes += failure.isInjected ? " (injected)" : "";
    }
    return fmt::format("{} failed: {}", story.label(candidate.candidate).candidate, causes);
}

std::string allFailures(const RunStory& story, const Attribution& attribution)
{
    std::string text;
    for (const CandidateFailures& candidate : attribution.failures) {
        text += (text.empty() ? "" : "; ") + describeFailures(story, candidate);
    }
    return text;
}

// What was shown of an answer stands under `keep`, or when the time was up.
std::string partialSentence(const RunStory& story, const Attribution& attribution)
{
    if (attribution.partialBy == kNoIndex || attribution.outcome != RunOutcome::Failed) {
        return {};
    }
    return fmt::format(" The partial answer of {} is kept; it was interrupted by {}.",
                       story.label(attribution.partialBy).candidate,
                       name(attribution.interruptedBy));
}

std::string opening(const RunStory& story, const Attribution& attribution)
{
    const std::string failures = allFailures(story, attribution);
    const std::string total = formatSeconds(attribution.total);
    switch (attribution.outcome) {
    case RunOutcome::Answered: {
        const std::string who = story.label(attribution.candidate).candidate;
        const std::string because = failures.empty() ? "" : ", because " + failures;
        return fmt::format("{} answered on try {} in {}{}.", who, attribution.tryNumber, total,
                           because);
    }
    case RunOutcome::Cancelled:
        return fmt::format("Cancelled after {}{}.", total,
                           failures.empty() ? "" : " (" + failures + ")");
    case RunOutcome::Failed: break;
    }
    const std::optional<RunError> error = errorOf(story);
    return fmt::format("The chain failed after {}: {}{}", total,
                       error ? error->message : std::string("unknown cause"),
                       failures.empty() ? "." : " [" + failures + "].");
}

} // namespace

std::string shortCause(ErrorClass errorClass, std::uint16_t status)
{
    return status >= 400 ? fmt::format("HTTP {}", status) : std::string(name(errorClass));
}

std::string formatSeconds(Duration span)
{
    const std::int64_t milliseconds = toMilliseconds(span);
    return milliseconds < 1000
               ? fmt::format("{} ms", milliseconds)
               : fmt::format("{}.{:02} s", milliseconds / 1000, milliseconds % 1000 / 10);
}

std::string formatMoney(std::optional<NanoUsd> cost)
{
    if (!cost) {
        return "price unknown";
    }
    constexpr NanoUsd kPerDollar = 1'000'000'000;
    return fmt::format("${}.{:06}", *cost / kPerDollar, *cost % kPerDollar / 1000);
}

std::string describeRun(const RunStory& story)
{
    const Attribution attribution = attribute(story);
    const std::size_t attempts = story.attempts().size();
    std::string text = opening(story, attribution);
    text += fmt::format(" {} attempt{}, {} switch{}", attempts, attempts == 1 ? "" : "s",
                        attribution.switches, attribution.switches == 1 ? "" : "es");
    if (attribution.discardedTokens > 0) {
        text += fmt::format(", {} tokens discarded", attribution.discardedTokens);
    }
    text += fmt::format(", {}", formatMoney(story.cost()));
    if (story.wasted().value_or(0) > 0) {
        text += fmt::format(" (of it {} wasted)", formatMoney(story.wasted()));
    }
    return text + "." + partialSentence(story, attribution);
}

} // namespace understudy::cli
