#include "ui/timeline/timeline_scene.h"

#include "ui/text/describe_class.h"
#include "ui/text/describe_run.h"
#include "ui/text/format_duration.h"
#include "ui/text/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace understudy {

namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("TimelineScene", text, nullptr, count);
}

QString tokenLabel(std::uint32_t tokens) { return tr("%1 tok").arg(tokens); }

bool isRateLimit(ErrorClass errorClass)
{
    return errorClass == ErrorClass::RateLimitWait || errorClass == ErrorClass::RateLimitTooLarge;
}

TimelineSpan waitingSpan(const AttemptStory& attempt, Duration until)
{
    TimelineSpan span;
    span.kind = SpanKind::Waiting;
    span.start = attempt.start;
    span.end = until;
    span.label = tr("wait");
    span.spoken = tr("waiting %1").arg(formatDuration(until - attempt.start));
    return span;
}

TimelineSpan speakingSpan(const AttemptStory& attempt, Duration firstToken, Duration until)
{
    TimelineSpan span;
    span.start = firstToken;
    span.end = until;
    if (attempt.state == AttemptState::Succeeded) {
        span.kind = SpanKind::Succeeded;
        span.mark = Mark::Check;
        span.label = tokenLabel(attempt.tokens);
    } else if (attempt.state == AttemptState::Failed) {
        span.kind = SpanKind::Broken;
        span.mark = Mark::Scissors;
        span.label = tokenLabel(attempt.tokens);
    } else {
        span.kind = SpanKind::Streaming;
        span.mark = Mark::Disc;
        span.label = tr("streaming");
    }
    return span;
}

TimelineSpan failedSpan(const AttemptStory& attempt)
{
    TimelineSpan span;
    span.kind = isRateLimit(attempt.errorClass) ? SpanKind::RateLimited : SpanKind::Failed;
    span.start = attempt.start;
    span.end = attempt.end.value_or(attempt.start);
    span.mark = failureMark(attempt.errorClass);
    span.label = failureCode(attempt.errorClass, attempt.status);
    return span;
}

TimelineSpan cancelledSpan(const AttemptStory& attempt)
{
    TimelineSpan span;
    span.kind = SpanKind::Cancelled;
    span.start = attempt.start;
    span.end = attempt.end.value_or(attempt.start);
    span.mark = Mark::Dash;
    span.label = attempt.abandoned == AbandonCause::LostRace ? tr("lost") : tr("cancelled");
    return span;
}

void addAttemptSpans(TimelineRow& row, const RunStory& story, const AttemptStory& attempt,
                     Duration now)
{
    const Duration until = std::max(attempt.end.value_or(now), attempt.start);
    if (attempt.state == AttemptState::Abandoned) {
        row.spans.push_back(cancelledSpan(attempt));
    } else if (attempt.firstToken) {
        const Duration firstToken = *attempt.firstToken;
        row.spans.push_back(waitingSpan(attempt, firstToken));
        row.spans.push_back(speakingSpan(attempt, firstToken, std::max(until, firstToken)));
    } else if (attempt.state == AttemptState::Failed) {
        row.spans.push_back(failedSpan(attempt));
    } else {
        row.spans.push_back(waitingSpan(attempt, until));
    }
    row.spans.back().spoken = describeAttempt(story, attempt);
    row.spans.back().isInjected = attempt.injected != 0;
}

void addBackOff(TimelineRow& row, const RunStory& story, const AttemptStory& attempt, Duration now)
{
    for (const WaitStory& wait : story.waits()) {
        if (wait.afterAttempt != attempt.number) {
            continue;
        }
        TimelineSpan span;
        span.kind = SpanKind::BackOff;
        span.start = wait.start;
        span.end = wait.cutShort.value_or(wait.start + wait.length);
        if (!story.isFinished()) {
            span.end = std::clamp(now, span.start, span.end); // it grows while it lasts
        }
        span.mark = Mark::Pause;
        span.label = formatDuration(wait.length);
        span.spoken = wait.because == WaitCause::Hint
                          ? tr("backing off %1, as the provider asked").arg(span.label)
                          : tr("backing off %1").arg(span.label);
        row.spans.push_back(span);
    }
}

TimelineRow attemptRow(const RunStory& story, RowKey key, Duration now)
{
    const AttemptStory& attempt = story.attempts()[key.index];
    TimelineRow row{key, {}, {}};
    row.label =
        tr("%1 #%2").arg(toQString(story.label(attempt.candidate).model)).arg(attempt.tryNumber);
    addAttemptSpans(row, story, attempt, now);
    addBackOff(row, story, attempt, now);
    return row;
}

TimelineRow skipRow(const RunStory& story, RowKey key)
{
    const SkipStory& skip = story.skips()[key.index];
    TimelineSpan span;
    span.kind = SpanKind::Skipped;
    span.start = skip.at;
    span.end = skip.at;
    span.mark = Mark::Hop;
    span.label = tr("skipped");
    span.spoken = tr("%1: skipped, %2")
                      .arg(candidateTitle(story, skip.candidate), skipCauseText(skip.because));
    return {key, toQString(story.label(skip.candidate).model), {span}};
}

Duration rowTime(const RunStory& story, RowKey key)
{
    return key.isSkip ? story.skips()[key.index].at : story.attempts()[key.index].start;
}

bool isOf(const RunStory& story, RowKey key, std::uint16_t candidate)
{
    return !key.isSkip && story.attempts()[key.index].candidate == candidate;
}

// From the last attempt of the candidate left to the first one, after it, of the candidate taken.
void addLink(std::vector<TimelineLink>& links, const RunStory& story,
             const std::vector<RowKey>& rows, const SwitchStory& change)
{
    const auto later = std::partition_point(
        rows.begin(), rows.end(), [&](RowKey key) { return rowTime(story, key) <= change.at; });
    const auto left = std::find_if(std::make_reverse_iterator(later), rows.rend(),
                                   [&](RowKey key) { return isOf(story, key, change.from); });
    if (left == rows.rend()) {
        return;
    }
    const auto taken = std::find_if(left.base(), rows.end(),
                                    [&](RowKey key) { return isOf(story, key, change.to); });
    if (taken != rows.end()) {
        links.push_back({static_cast<int>(left.base() - rows.begin()) - 1,
                         static_cast<int>(taken - rows.begin()), change.at});
    }
}

} // namespace

std::vector<RowKey> timelineRows(const RunStory& story)
{
    std::vector<RowKey> rows;
    std::uint32_t skip = 0;
    const auto addSkipsUntil = [&](Duration at) {
        for (; skip < story.skips().size() && story.skips()[skip].at <= at; ++skip) {
            if (story.skips()[skip].because != SkipCause::Disabled) {
                rows.push_back({true, skip});
            }
        }
    };
    for (std::uint32_t i = 0; i < story.attempts().size(); ++i) {
        if (story.attempts()[i].candidate != kNoIndex) { // its first note may precede it
            addSkipsUntil(story.attempts()[i].start);
            rows.push_back({false, i});
        }
    }
    addSkipsUntil(Duration::max());
    return rows;
}

TimelineScene timelineScene(const RunStory& story, const std::vector<RowKey>& rows, int firstRow,
                            int endRow, Duration now)
{
    TimelineScene scene;
    scene.firstRow = firstRow;
    scene.now = now;
    scene.isLive = story.isStarted() && !story.isFinished();
    for (int row = firstRow; row < endRow; ++row) {
        const RowKey key = rows[static_cast<std::size_t>(row)];
        scene.rows.push_back(key.isSkip ? skipRow(story, key) : attemptRow(story, key, now));
    }
    for (const SwitchStory& change : story.switches()) {
        addLink(scene.links, story, rows, change);
    }
    return scene;
}

} // namespace understudy
