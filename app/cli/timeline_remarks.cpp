#include "app/cli/timeline_remarks.h"

#include "app/cli/describe_run.h"
#include "app/cli/terminal_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace understudy::cli {

namespace {

std::string_view abandonedWords(AbandonCause because)
{
    switch (because) {
    case AbandonCause::LostRace: return "lost the race";
    case AbandonCause::Cancelled: return "cancelled";
    case AbandonCause::Deadline: return "the deadline passed";
    case AbandonCause::Manual: return "left by hand";
    }
    return "abandoned";
}

std::string outcomeRemark(const AttemptStory& attempt)
{
    switch (attempt.state) {
    case AttemptState::Succeeded: return fmt::format("answered, {} tokens", attempt.tokens);
    case AttemptState::Failed:
        return fmt::format("{}{}{}", shortCause(attempt.errorClass, attempt.status),
                           attempt.discardedTokens > 0
                               ? fmt::format(", {} tokens discarded", attempt.discardedTokens)
                               : std::string(),
                           attempt.injected != 0 ? " (injected)" : "");
    case AttemptState::Abandoned: return std::string(abandonedWords(attempt.abandoned));
    case AttemptState::Waiting:
    case AttemptState::Streaming: break;
    }
    return "under way";
}

std::string switchCauseWords(const SwitchStory& change)
{
    switch (change.because) {
    case SwitchCause::Failure: return std::string(name(change.errorClass));
    case SwitchCause::BreakerOpen: return "its breaker is open";
    case SwitchCause::Patience: return "waiting would exceed patience";
    case SwitchCause::Manual: return "by hand";
    }
    return {};
}

std::string_view skipWords(SkipCause because)
{
    switch (because) {
    case SkipCause::BreakerOpen: return "its breaker is open";
    case SkipCause::Cooling: return "it cools";
    case SkipCause::ContextTooSmall: return "its context window is too small";
    case SkipCause::CostCap: return "it would cost too much";
    case SkipCause::Disabled: return "disabled";
    }
    return {};
}

std::string_view turnWords(BreakerTurn turn)
{
    switch (turn) {
    case BreakerTurn::Closed: return "closed";
    case BreakerTurn::Open: return "opened";
    case BreakerTurn::HalfOpen: return "lets a probe through";
    }
    return {};
}

std::string outageName(const TimelineStyle& style, std::uint16_t number)
{
    return number >= 1 && number <= style.outageIds.size() ? onOneLine(style.outageIds[number - 1U])
                                                           : std::to_string(number);
}

class Notes
{
public:
    void add(Duration at, std::string text) { m_notes.emplace_back(at, std::move(text)); }

    std::string inOrder()
    {
        std::ranges::stable_sort(m_notes, {}, &std::pair<Duration, std::string>::first);
        std::string text;
        for (const auto& note : m_notes) {
            text += note.second + '\n';
        }
        return text;
    }

private:
    std::vector<std::pair<Duration, std::string>> m_notes;
};

} // namespace

std::string attemptRemark(const AttemptStory& attempt)
{
    const std::string seam = attempt.continues != 0
                                 ? fmt::format("goes on with attempt {}: ", attempt.continues)
                                 : std::string();
    return seam + outcomeRemark(attempt);
}

std::string timelineNotes(const RunStory& story, const TimelineStyle& style)
{
    Notes notes;
    const auto who = [&](std::uint16_t candidate) { return story.label(candidate).candidate; };
    for (const OutageStory& outage : story.outages()) {
        notes.add(outage.at, fmt::format("outage {} {} at {}", outageName(style, outage.outage),
                                         outage.isOn ? "on" : "off", formatSeconds(outage.at)));
    }
    for (const BreakerStory& breaker : story.breakers()) {
        notes.add(breaker.at, fmt::format("breaker of {} {} at {}", who(breaker.candidate),
                                          turnWords(breaker.turn), formatSeconds(breaker.at)));
    }
    for (const SwitchStory& change : story.switches()) {
        notes.add(change.at,
                  fmt::format("switched from {} to {} at {}: {}", who(change.from), who(change.to),
                              formatSeconds(change.at), switchCauseWords(change)));
    }
    for (const SkipStory& skip : story.skips()) {
        const std::string again =
            skip.retryIn > Duration::zero()
                ? fmt::format(", to be asked again in {}", formatSeconds(skip.retryIn))
                : std::string();
        notes.add(skip.at, fmt::format("skipped {} at {}: {}{}", who(skip.candidate),
                                       formatSeconds(skip.at), skipWords(skip.because), again));
    }
    return notes.inOrder();
}

} // namespace understudy::cli
