#include "ui/models/answer_pieces.h"

#include "ui/text/describe_class.h"
#include "ui/text/describe_run.h"
#include "ui/text/format_duration.h"

#include <QCoreApplication>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("AnswerPieces", text); }

bool isThrownAway(const AttemptStory& attempt)
{
    return attempt.isDiscarded || (attempt.state == AttemptState::Abandoned &&
                                           attempt.abandoned == AbandonCause::LostRace);
}

QString seamBefore(const RunStory& story, const AttemptStory& last, const AttemptStory& next)
{
    const QString who = candidateTitle(story, next.candidate);
    const QString when = formatDuration(next.start);
    if (!isThrownAway(last)) {
        return tr("continued by %1 at %2").arg(who, when);
    }
    return last.candidate == next.candidate ? tr("%1 started over at %2").arg(who, when)
                                            : tr("switched to %1 at %2").arg(who, when);
}

QString closingSeamOf(const RunStory& story, const AttemptStory& last)
{
    const bool isBroken = last.state == AttemptState::Failed;
    if (!isBroken && !isThrownAway(last)) {
        return {};
    }
    const AttemptStory& newest = story.attempts().back();
    if (newest.number != last.number && newest.state == AttemptState::Waiting) {
        return seamBefore(story, last, newest);
    }
    return tr("%1 at %2")
        .arg(failureCause(last.errorClass, last.status),
             formatDuration(last.end.value_or(story.lastTime())));
}

} // namespace

AnswerPieces answerPieces(const RunStory& story)
{
    AnswerPieces result;
    const AttemptStory* last = nullptr;
    for (const AttemptStory& attempt : story.attempts()) {
        if (attempt.text.empty()) {
            continue;
        }
        result.pieces.push_back({attempt.number, isThrownAway(attempt),
                                 last == nullptr ? QString() : seamBefore(story, *last, attempt)});
        last = &attempt;
    }
    if (last != nullptr) {
        result.closingSeam = closingSeamOf(story, *last);
    }
    return result;
}

} // namespace understudy
