#include "ui/pages/timeline_page.h"

#include "ui/controls/buttons.h"
#include "ui/models/timeline_model.h"
#include "ui/style/metrics.h"
#include "ui/timeline/timeline_view.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTabBar>
#include <QTableView>
#include <QTabWidget>
#include <QVBoxLayout>

namespace understudy {

namespace {

void dressTable(QTableView* table, TimelineModel& model)
{
    table->setObjectName(QStringLiteral("timelineTable"));
    table->setAccessibleName(TimelinePage::tr("Attempts"));
    table->setModel(&model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setCornerButtonEnabled(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + kGrid + 2);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(TimelineModel::Attempt, 88);
    table->setColumnWidth(TimelineModel::Candidate, 200);
    table->setColumnWidth(TimelineModel::Outcome, 220);
}

// The frame gives the painted view its rounded ground.
QFrame* framed(QWidget* inner, QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setProperty("tone", QStringLiteral("panel"));
    auto* box = new QVBoxLayout(frame);
    box->setContentsMargins(1, 1, 1, 1);
    box->addWidget(inner);
    return frame;
}

} // namespace

TimelinePage::TimelinePage(const LiveRun& run, TimelineModel& model, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget(this))
    , m_timeline(new TimelineView(run, this))
    , m_table(new QTableView(this))
{
    dressTable(m_table, model);
    m_timeline->shareSelection(m_table->selectionModel());
    m_tabs->setAccessibleName(tr("Run"));
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setAccessibleName(tr("Views of the run"));
    m_tabs->addTab(framed(m_timeline, this), tr("Timeline"));
    m_tabs->addTab(m_table, tr("Table"));
    m_tabs->setCornerWidget(makeZoomButtons());

    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this,
            [this](int tab) { Q_EMIT tableShown(tab == 1); });
}

QWidget* TimelinePage::currentPane() const
{
    return m_tabs->currentIndex() == 0 ? static_cast<QWidget*>(m_timeline) : m_table;
}

void TimelinePage::setTable(bool isTable) { m_tabs->setCurrentIndex(isTable ? 1 : 0); }

QWidget* TimelinePage::makeZoomButtons()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, kHalfGrid);
    row->setSpacing(0);
    QPushButton* out = makeIconButton(Mark::Minus, tr("Zoom out (Ctrl+-)"), box);
    QPushButton* fit = makeButton(tr("Fit"), ButtonRole::Quiet, box);
    fit->setToolTip(tr("Show the whole run (Ctrl+0)"));
    QPushButton* in = makeIconButton(Mark::Plus, tr("Zoom in (Ctrl+=)"), box);
    for (QPushButton* button : {out, fit, in}) {
        row->addWidget(button);
    }
    connect(out, &QPushButton::clicked, m_timeline, &TimelineView::zoomOut);
    connect(fit, &QPushButton::clicked, m_timeline, &TimelineView::zoomToFit);
    connect(in, &QPushButton::clicked, m_timeline, &TimelineView::zoomIn);
    return box;
}

} // namespace understudy
