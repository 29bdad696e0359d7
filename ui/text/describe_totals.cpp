#include "ui/text/describe_totals.h"

#include "ui/text/format_cost.h"
#include "ui/text/format_duration.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("describeTotals", text); }

// By our own clock, from the first token on.
QString speedOf(const AttemptStory& attempt, Duration now)
{
    const Duration spent = attempt.end.value_or(now) - *attempt.firstToken;
    if (attempt.tokens < 2 || spent <= Duration::zero()) {
        return {};
    }
    const double perSecond = attempt.tokens * 1e6 / static_cast<double>(spent.count());
    return tr("%1 tokens/s").arg(QLocale().toString(perSecond, 'f', perSecond < 10 ? 1 : 0));
}

QString costOfRun(const RunStory& story)
{
    const std::optional<NanoUsd> wasted = story.wasted();
    const QString cost = formatCost(story.cost());
    return wasted && *wasted > 0 ? tr("%1 (of it %2 wasted)").arg(cost, formatCost(wasted)) : cost;
}

} // namespace

QString describeTotals(const RunStory& story, Duration now)
{
    if (!story.isStarted()) {
        return {};
    }
    QStringList parts{tr("%1 total").arg(formatDuration(now))};
    const AttemptStory* serving = story.serving();
    if (serving != nullptr && serving->firstToken) {
        parts += tr("%1 to first token").arg(formatDuration(*serving->firstToken));
        parts += speedOf(*serving, now);
    }
    if (story.isFinished()) {
        parts += costOfRun(story);
    }
    parts.removeAll(QString());
    return parts.join(tr(" · "));
}

} // namespace understudy
