#include "ui/models/card_progress.h"

#include "core/record/attribution.h"
#include "ui/text/describe_class.h"
#include "ui/text/format_duration.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace understudy {

namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("CardProgress", text, nullptr, count);
}

using Attempts = std::vector<const AttemptStory*>;

Attempts attemptsOf(const RunStory& story, std::uint16_t candidate)
{
    Attempts attempts;
    for (const AttemptStory& attempt : story.attempts()) {
        if (attempt.candidate == candidate) {
            attempts.push_back(&attempt);
        }
    }
    return attempts;
}

// "503 ×2, timeout": equal failures in order of first appearance.
QString failureCodes(const Attempts& attempts)
{
    QStringList codes;
    std::vector<int> times;
    for (const AttemptStory* attempt : attempts) {
        if (attempt->state != AttemptState::Failed) {
            continue;
        }
        const QString code = failureCode(attempt->errorClass, attempt->status);
        const auto known = codes.indexOf(code);
        if (known < 0) {
            codes += code;
            times.push_back(1);
        } else {
            ++times[static_cast<std::size_t>(known)];
        }
    }
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const int count = times[static_cast<std::size_t>(i)];
        codes[i] = count > 1 ? tr("%1 ×%2").arg(codes[i]).arg(count) : codes[i];
    }
    return codes.join(tr(", "));
}

QString spokenFailures(const Attempts& attempts)
{
    const auto failed = std::count_if(attempts.begin(), attempts.end(), [](const AttemptStory* a) {
        return a->state == AttemptState::Failed;
    });
    const AttemptStory& last = *attempts.back();
    const QString cause = failureCause(last.errorClass, last.status);
    return failed == 1 ? tr("failed once, %1").arg(cause)
                       : tr("failed %n times, %1", static_cast<int>(failed)).arg(cause);
}

CardProgress answered(const AttemptStory& attempt, const Attempts& attempts)
{
    const QString time = formatDuration(attempt.end.value_or(attempt.start) - attempt.start);
    const QString codes = failureCodes(attempts);
    const int tokens = static_cast<int>(attempt.tokens);
    const QString spoken = tokens == 1 ? tr("answered in %1, 1 token").arg(time)
                                       : tr("answered in %1, %n tokens", tokens).arg(time);
    return {CardStage::Answered, Mark::Check,
            codes.isEmpty() ? time : tr("%1 after %2").arg(time, codes), spoken};
}

const WaitStory* openWait(const RunStory& story, const AttemptStory& after)
{
    const bool isOpen = !story.isFinished() && !story.waits().empty() &&
                        story.waits().back().afterAttempt == after.number;
    return isOpen ? &story.waits().back() : nullptr;
}

CardProgress untouched(const RunStory& story, std::uint16_t candidate)
{
    const auto skip = std::find_if(story.skips().begin(), story.skips().end(),
                                   [&](const SkipStory& s) { return s.candidate == candidate; });
    if (skip != story.skips().end()) {
        const QString why = skipCauseText(skip->because);
        return {CardStage::Skipped, Mark::Hop, tr("skipped, %1").arg(why),
                tr("skipped, %1").arg(why)};
    }
    if (!story.isStarted()) {
        return {};
    }
    return story.isFinished() ? CardProgress{CardStage::NotReached, Mark::Dot, tr("not reached"),
                                             tr("not reached")}
                              : CardProgress{};
}

} // namespace

CardProgress progressOf(const RunStory& story, std::uint16_t candidate)
{
    const Attempts attempts = attemptsOf(story, candidate);
    if (attempts.empty()) {
        return untouched(story, candidate);
    }
    const AttemptStory& last = *attempts.back();
    switch (last.state) {
    case AttemptState::Waiting:
        return {CardStage::Waiting, Mark::Ring, tr("try %1…").arg(last.tryNumber), tr("waiting")};
    case AttemptState::Streaming:
        return {CardStage::Streaming, Mark::Disc, tr("streaming"), tr("streaming")};
    case AttemptState::Succeeded: return answered(last, attempts);
    case AttemptState::Abandoned:
        return {CardStage::Abandoned, Mark::Dash, abandonCauseText(last.abandoned),
                tr("cancelled, %1").arg(abandonCauseText(last.abandoned))};
    case AttemptState::Failed: break;
    }
    if (const WaitStory* wait = openWait(story, last)) {
        const QString length = formatDuration(wait->length);
        return {CardStage::BackingOff, Mark::Pause,
                tr("%1, waits %2").arg(failureCodes(attempts), length),
                tr("backing off %1").arg(length)};
    }
    return {CardStage::Failed, failureMark(last.errorClass), failureCodes(attempts),
            spokenFailures(attempts)};
}

} // namespace understudy
