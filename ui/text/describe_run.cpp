#include "ui/text/describe_run.h"

#include "core/base/check.h"
#include "ui/text/describe_class.h"
#include "ui/text/format_duration.h"
#include "ui/text/model_title.h"
#include "ui/text/strings.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <set>

namespace understudy {

namespace {

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("describeRun", text, nullptr, count);
}

QString clauseOf(const RunStory& story, const CandidateFailures& failures)
{
    int times = 0;
    for (const FailureCount& failure : failures.failures) {
        times += static_cast<int>(failure.times);
    }
    const QString text =
        times == 1 ? tr("%1 failed once: %2") : tr("%1 failed %n times: %2", times);
    return text.arg(candidateTitle(story, failures.candidate), failureList(failures.failures));
}

QString skipClause(const RunStory& story, const SkipStory& skip)
{
    return tr("%1 was skipped: %2")
        .arg(candidateTitle(story, skip.candidate), skipCauseText(skip.because));
}

QStringList reasonsOf(const RunStory& story, const Attribution& attribution)
{
    QStringList reasons;
    for (const CandidateFailures& failures : attribution.failures) {
        reasons += clauseOf(story, failures);
    }
    for (const SkipStory& skip : story.skips()) {
        reasons += skipClause(story, skip);
    }
    return reasons;
}

QString answeredSentence(const RunStory& story, const Attribution& attribution)
{
    const QString who = candidateTitle(story, attribution.candidate);
    const QStringList reasons = reasonsOf(story, attribution);
    if (reasons.isEmpty()) {
        return attribution.tryNumber <= 1
                   ? tr("%1 answered on the first try.").arg(who)
                   : tr("%1 answered on try %2.").arg(who).arg(attribution.tryNumber);
    }
    return tr("%1 answered (step %2, try %3) because %4.")
        .arg(who)
        .arg(stepNumber(story, attribution.candidate))
        .arg(attribution.tryNumber)
        .arg(reasons.join(tr("; ")));
}

// Under `keep`, or when the time was up, what was shown of an answer stands.
QString partialSentence(const RunStory& story, const Attribution& attribution,
                        const AttemptStory& partial)
{
    return tr("The partial answer of %1 is kept, interrupted: %2.")
        .arg(candidateTitle(story, attribution.partialBy),
             failureCause(attribution.interruptedBy, partial.status));
}

QString failedSentence(const RunStory& story, const Attribution& attribution)
{
    const AttemptStory* last = story.lastFailure();
    const bool explainsItself = last != nullptr && last->errorClass == attribution.error;
    if (!explainsItself) {
        return tr("No model answered: %1.").arg(failureCause(attribution.error, 0));
    }
    return tr("No model answered. The chain returns the last error: %1 from %2.")
        .arg(failureCause(last->errorClass, last->status), candidateTitle(story, last->candidate));
}

QString runningSentence(const RunStory& story)
{
    if (story.attempts().empty()) {
        return tr("Starting…");
    }
    const AttemptStory& newest = story.attempts().back();
    const QString who = candidateTitle(story, newest.candidate);
    switch (newest.state) {
    case AttemptState::Waiting: return tr("Waiting for %1, try %2…").arg(who).arg(newest.tryNumber);
    case AttemptState::Streaming: return tr("%1 is answering…").arg(who);
    case AttemptState::Failed: {
        const QString cause = failureCause(newest.errorClass, newest.status);
        return tr("%1 failed: %2.").arg(who, cause);
    }
    case AttemptState::Succeeded:
    case AttemptState::Abandoned: return tr("Finishing…");
    }
    US_UNREACHABLE();
}

AttemptLine lineOf(const RunStory& story, const AttemptStory& attempt)
{
    AttemptLine line;
    line.mark = failureMark(attempt.errorClass);
    line.who =
        tr("%1, try %2").arg(candidateTitle(story, attempt.candidate)).arg(attempt.tryNumber);
    line.what = failureCause(attempt.errorClass, attempt.status);
    if (attempt.injected != 0) {
        line.what = tr("%1 (injected)").arg(line.what);
    }
    const QString message = toQString(attempt.message).simplified();
    if (!message.isEmpty()) {
        line.what = tr("%1 · %2").arg(line.what, message);
    }
    return line;
}

bool hasInjectedFailure(const RunStory& story)
{
    for (const AttemptStory& attempt : story.attempts()) {
        if (attempt.state == AttemptState::Failed && attempt.injected != 0) {
            return true;
        }
    }
    return false;
}

QString adviceOf(const RunStory& story, const Attribution& attribution)
{
    if (hasInjectedFailure(story)) {
        return tr("Halt the outages (Ctrl+Shift+H), or add a model of a provider that is up.");
    }
    const AttemptStory* last = story.lastFailure();
    const std::uint16_t candidate = last != nullptr ? last->candidate : attribution.requested;
    return failureAdvice(attribution.error, providerTitle(story.label(candidate).provider));
}

RunDescription describeFailed(const RunStory& story, const Attribution& attribution)
{
    // What interrupted a kept answer is the error that the chain returns: said once.
    const AttemptStory* partial = story.interrupted();
    const bool isOneCause = partial != nullptr && partial == story.lastFailure();
    QStringList sentences{isOneCause ? tr("No model finished its answer.")
                                     : failedSentence(story, attribution)};
    if (partial != nullptr) {
        sentences << partialSentence(story, attribution, *partial);
    }
    RunDescription result{Mark::Cross, sentences.join(QLatin1Char(' ')), {}, {}};
    for (const AttemptStory& attempt : story.attempts()) {
        if (attempt.state == AttemptState::Failed) {
            result.lines.push_back(lineOf(story, attempt));
        }
    }
    result.advice = adviceOf(story, attribution);
    return result;
}

} // namespace

RunDescription describeRun(const RunStory& story)
{
    if (!story.isFinished()) {
        if (!story.isStarted()) {
            return {};
        }
        const bool isStreaming = story.serving() != nullptr;
        return {isStreaming ? Mark::Disc : Mark::Ring, runningSentence(story), {}, {}};
    }
    const Attribution attribution = attribute(story);
    switch (attribution.outcome) {
    case RunOutcome::Answered: return {Mark::Check, answeredSentence(story, attribution), {}, {}};
    case RunOutcome::Cancelled:
        return {Mark::Dash, tr("Stopped after %1.").arg(formatDuration(attribution.total)), {}, {}};
    case RunOutcome::Failed: return describeFailed(story, attribution);
    }
    US_UNREACHABLE();
}

QString describeAttempt(const RunStory& story, const AttemptStory& attempt)
{
    const QString who =
        tr("%1, try %2").arg(candidateTitle(story, attempt.candidate)).arg(attempt.tryNumber);
    const int tokens = static_cast<int>(attempt.tokens);
    switch (attempt.state) {
    case AttemptState::Waiting: return tr("%1: waiting for the first token").arg(who);
    case AttemptState::Streaming: return tr("%1: streaming").arg(who);
    case AttemptState::Succeeded:
        return tokens == 1 ? tr("%1: succeeded, 1 token").arg(who)
                           : tr("%1: succeeded, %n tokens", tokens).arg(who);
    case AttemptState::Abandoned:
        return tr("%1: cancelled, %2").arg(who, abandonCauseText(attempt.abandoned));
    case AttemptState::Failed: break;
    }
    const QString cause = failureCause(attempt.errorClass, attempt.status);
    const QString injected = attempt.injected != 0 ? tr(", injected outage") : QString();
    if (attempt.brokeMidStream()) {
        return tokens == 1
                   ? tr("%1: stopped after 1 token, %2%3").arg(who, cause, injected)
                   : tr("%1: stopped after %n tokens, %2%3", tokens).arg(who, cause, injected);
    }
    return tr("%1: failed, %2%3").arg(who, cause, injected);
}

QString failureList(const std::vector<FailureCount>& failures)
{
    QStringList parts;
    for (const FailureCount& failure : failures) {
        QString part = failureCause(failure.errorClass, failure.status);
        if (failure.times > 1) {
            part = tr("%1 ×%2").arg(part).arg(failure.times);
        }
        parts += failure.isInjected ? tr("%1 (injected)").arg(part) : part;
    }
    return parts.join(tr(", "));
}

int stepNumber(const RunStory& story, std::uint16_t candidate)
{
    std::set<std::string> steps;
    for (std::size_t i = 0; i <= candidate && i < story.labels().size(); ++i) {
        steps.insert(story.labels()[i].step);
    }
    return sizeOf(steps);
}

QString candidateTitle(const RunStory& story, std::uint16_t candidate)
{
    const CandidateLabel& label = story.label(candidate);
    return label.model.empty() ? tr("an unknown model") : modelTitle(label.model);
}

} // namespace understudy
