// Every connection between the window's actions, pages and models.
#include "ui/shell/main_window.h"

#include "ui/chain/chain_list_view.h"
#include "ui/dialogs/key_dialog.h"
#include "ui/dialogs/key_entries.h"
#include "ui/dialogs/model_picker.h"
#include "ui/pages/chain_page.h"
#include "ui/pages/run_page.h"
#include "ui/pages/timeline_page.h"
#include "ui/shell/announcer.h"
#include "ui/shell/hazard_banner.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/recent_files.h"
#include "ui/timeline/timeline_view.h"

#include <QActionGroup>

namespace understudy {

void MainWindow::connectFileActions()
{
    connect(m_actions.open, &QAction::triggered, &m_files, &FileFlow::open);
    connect(m_actions.save, &QAction::triggered, &m_files, [this] { m_files.save(); });
    connect(m_actions.saveAs, &QAction::triggered, &m_files, [this] { m_files.saveAs(); });
    connect(m_actions.quit, &QAction::triggered, this, &MainWindow::close);
    connect(m_actions.keys, &QAction::triggered, this, &MainWindow::showKeys);
    connect(m_actions.about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(&m_files, &FileFlow::failed, m_notice, &NoticeBar::showProblems);
    connect(&m_files, &FileFlow::fileUsed, m_notice, &NoticeBar::hide);
    connect(&m_files, &FileFlow::fileUsed, m_recent, &RecentFiles::add);
    connect(m_recent, &RecentFiles::chosen, this, &MainWindow::openFile);
    connect(m_recent, &RecentFiles::changed, this, &MainWindow::recentFilesChanged);
    connect(&m_document, &ChainDocument::pathChanged, this, &MainWindow::showTitle);
    connect(&m_document, &ChainDocument::modifiedChanged, this, &MainWindow::showTitle);
}

void MainWindow::connectChainActions()
{
    m_actions.addCardActionsTo(&m_chainPage->list());
    const auto bind = [this](QAction* action, void (ChainPage::*edit)()) {
        connect(action, &QAction::triggered, m_chainPage, edit);
    };
    bind(m_actions.moveUp, &ChainPage::moveUp);
    bind(m_actions.moveDown, &ChainPage::moveDown);
    bind(m_actions.toggleEnabled, &ChainPage::toggleEnabled);
    bind(m_actions.duplicate, &ChainPage::duplicateCurrent);
    bind(m_actions.remove, &ChainPage::removeCurrent);
    connect(m_actions.moreTries, &QAction::triggered, m_chainPage,
            [this] { m_chainPage->stepTries(+1); });
    connect(m_actions.fewerTries, &QAction::triggered, m_chainPage,
            [this] { m_chainPage->stepTries(-1); });
    connect(m_actions.addModel, &QAction::triggered, this, &MainWindow::showPicker);
    connect(m_chainPage, &ChainPage::addRequested, this, &MainWindow::showPicker);
    connect(m_chainPage, &ChainPage::announced, m_announcer, &Announcer::say);
    connect(&m_document, &ChainDocument::edited, this, [this] {
        m_board.followChain(m_document.chain());
        showRunState();
    });
}

void MainWindow::connectViewActions()
{
    TimelineView& timeline = m_timelinePage->timeline();
    connect(m_actions.zoomIn, &QAction::triggered, &timeline, &TimelineView::zoomIn);
    connect(m_actions.zoomOut, &QAction::triggered, &timeline, &TimelineView::zoomOut);
    connect(m_actions.zoomFit, &QAction::triggered, &timeline, &TimelineView::zoomToFit);
    connect(m_actions.showTable, &QAction::toggled, m_timelinePage, &TimelinePage::setTable);
    connect(m_timelinePage, &TimelinePage::tableShown, m_actions.showTable, &QAction::setChecked);
    connect(&timeline, &TimelineView::spanSelected, m_announcer, &Announcer::say);
    connect(m_actions.nextPane, &QAction::triggered, this, [this] { stepPane(+1); });
    connect(m_actions.previousPane, &QAction::triggered, this, [this] { stepPane(-1); });
    connect(m_actions.reduceMotion, &QAction::toggled, &m_chainPage->list(),
            &ChainListView::setReducedMotion);
    connect(m_actions.themes, &QActionGroup::triggered, this, [this](QAction* action) {
        setTheme(action->data().value<ThemeChoice>());
        Q_EMIT themeChosen(m_theme.choice());
    });
}

void MainWindow::connectRun()
{
    connect(m_actions.run, &QAction::triggered, this, &MainWindow::requestRun);
    connect(m_actions.stop, &QAction::triggered, this, &MainWindow::stopRequested);
    connect(m_actions.haltAll, &QAction::triggered, &m_board, &OutageBoard::haltAll);
    connect(m_runPage, &RunPage::promptEdited, this, &MainWindow::showRunState);
    connect(&m_board, &OutageBoard::activeEdited, this, &MainWindow::outagesEdited);
    connect(&m_board, &OutageBoard::changed, this,
            [this] { m_actions.haltAll->setEnabled(m_board.hasActive()); });
    connect(&m_board, &OutageBoard::activeEdited, m_announcer, [this] {
        m_announcer->say(m_board.hasActive() ? m_banner->text() : tr("No outage is active"));
    });
    m_actions.haltAll->setEnabled(false);
    connect(&m_run, &LiveRun::advanced, this, &MainWindow::followRun);
    connect(&m_run, &LiveRun::ticked, m_runPage, &RunPage::showTime);
    connect(&m_run, &LiveRun::ticked, &m_timelinePage->timeline(), &TimelineView::refresh);
    connect(&m_run, &LiveRun::switched, this, &MainWindow::announceSwitch);
    connect(&m_run, &LiveRun::finished, this, &MainWindow::announceEnd);
}

void MainWindow::connectKeys()
{
    m_keys = new KeyDialog(this);
    connect(m_keys, &KeyDialog::saveRequested, this, &MainWindow::keySaveRequested);
    connect(m_keys, &KeyDialog::testRequested, this, &MainWindow::keyTestRequested);
    connect(m_keys, &KeyDialog::removeRequested, this, &MainWindow::keyRemoveRequested);
    connect(m_keys, &KeyDialog::shown, this, &MainWindow::keysShown);
    m_keys->setEntries(keyEntries(m_document.chain()));
    m_picker = new ModelPicker(m_catalogue, this);
    connect(m_picker, &ModelPicker::modelChosen, m_chainPage, &ChainPage::insertModel);
}

} // namespace understudy
