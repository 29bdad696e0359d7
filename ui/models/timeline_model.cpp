#include "ui/models/timeline_model.h"

#include "ui/text/describe_class.h"
#include "ui/text/describe_run.h"
#include "ui/text/format_cost.h"
#include "ui/text/format_duration.h"
#include "ui/text/strings.h"

#include <QLocale>

namespace understudy {

namespace {

QString outcomeText(const AttemptStory& attempt)
{
    switch (attempt.state) {
    case AttemptState::Waiting: return TimelineModel::tr("waiting");
    case AttemptState::Streaming: return TimelineModel::tr("streaming");
    case AttemptState::Succeeded: return TimelineModel::tr("succeeded");
    case AttemptState::Abandoned: return abandonCauseText(attempt.abandoned);
    case AttemptState::Failed: break;
    }
    const QString cause = failureCause(attempt.errorClass, attempt.status);
    return attempt.injected != 0 ? TimelineModel::tr("%1 (injected)").arg(cause) : cause;
}

// Words to the left, figures to the right.
int alignmentOf(int column)
{
    const bool isWord = column == TimelineModel::Candidate || column == TimelineModel::Outcome ||
                        column == TimelineModel::Because;
    return isWord ? int(Qt::AlignVCenter) | int(Qt::AlignLeft)
                  : int(Qt::AlignVCenter) | int(Qt::AlignRight);
}

bool isOpen(const AttemptStory& attempt) { return !attempt.end.has_value(); }

} // namespace

TimelineModel::TimelineModel(const RunStory& story, QObject* parent)
    : QAbstractTableModel(parent)
    , m_story(story)
{}

void TimelineModel::reset()
{
    beginResetModel();
    m_rows = sizeOf(m_story.attempts());
    m_settled = 0;
    endResetModel();
}

void TimelineModel::refresh()
{
    const int before = m_rows;
    const int now = sizeOf(m_story.attempts());
    if (now > before) {
        beginInsertRows({}, before, now - 1);
        m_rows = now;
        endInsertRows();
    }
    if (before > m_settled) {
        Q_EMIT dataChanged(index(m_settled, 0), index(before - 1, ColumnCount - 1));
    }
    // A later event may still mark the newest finished row (discarded tokens).
    while (m_settled + 1 < m_rows &&
           !isOpen(m_story.attempts()[static_cast<std::size_t>(m_settled)])) {
        ++m_settled;
    }
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TimelineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const AttemptStory& attempt = m_story.attempts()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return textOf(attempt, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: return describeAttempt(m_story, attempt);
    case Qt::TextAlignmentRole: return alignmentOf(index.column());
    default: return {};
    }
}

QString TimelineModel::textOf(const AttemptStory& attempt, int column) const
{
    const QLocale locale;
    switch (column) {
    case Attempt: return locale.toString(attempt.number);
    case Candidate:
        return tr("%1 #%2").arg(candidateTitle(m_story, attempt.candidate)).arg(attempt.tryNumber);
    case Start: return formatDuration(attempt.start);
    case Length: return attempt.end ? formatDuration(*attempt.end - attempt.start) : QString();
    case Outcome: return outcomeText(attempt);
    case Status: return attempt.status == 0 ? QString() : QString::number(attempt.status);
    case Tokens: return locale.toString(attempt.tokens);
    case Cost:
        return formatCost(attempt.cost == kUnknownCost ? std::nullopt
                                                       : std::optional<NanoUsd>(attempt.cost));
    case Because: return startCauseText(attempt.because);
    default: return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(section);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Attempt: return tr("Attempt");
    case Candidate: return tr("Candidate");
    case Start: return tr("Start");
    case Length: return tr("Duration");
    case Outcome: return tr("Outcome");
    case Status: return tr("Status");
    case Tokens: return tr("Tokens");
    case Cost: return tr("Cost");
    case Because: return tr("Because");
    default: return {};
    }
}

} // namespace understudy
