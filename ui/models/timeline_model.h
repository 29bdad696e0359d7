// The attempts of a run as a table: what the painted timeline shows, for eyes and ears that prefer
// rows. An append-only view over a story that outlives it.
#pragma once

#include "core/record/run_story.h"

#include <QAbstractTableModel>

namespace understudy {

class TimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Attempt,
        Candidate,
        Start,
        Length,
        Outcome,
        Status,
        Tokens,
        Cost,
        Because,
        ColumnCount
    };

    explicit TimelineModel(const RunStory& story, QObject* parent = nullptr);

    void reset();   // another run begins
    void refresh(); // the story grew: rows may be new, the open ones changed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString textOf(const AttemptStory& attempt, int column) const;

    const RunStory& m_story;
    int m_rows = 0;
    int m_settled = 0; // rows before this one will not change any more
};

} // namespace understudy
