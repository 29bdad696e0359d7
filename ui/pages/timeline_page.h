// The bottom panel: the painted timeline and its table twin, with one selection.
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QTabWidget;
class QTableView;
QT_END_NAMESPACE

namespace understudy {

class LiveRun;
class TimelineModel;
class TimelineView;

class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    TimelinePage(const LiveRun& run, TimelineModel& model, QWidget* parent = nullptr);

    TimelineView& timeline() { return *m_timeline; }
    QWidget* currentPane() const;
    void setTable(bool isTable); // which of the tabs is in front

Q_SIGNALS:
    void tableShown(bool isTable);

private:
    QWidget* makeZoomButtons();

    QTabWidget* m_tabs;
    TimelineView* m_timeline;
    QTableView* m_table;
};

} // namespace understudy
