#include "ui/shell/menus.h"

#include "ui/shell/actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace understudy {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Menus", text); }

QMenu* buildFileMenu(QMenuBar& bar, const Actions& actions)
{
    QMenu* file = bar.addMenu(tr("&File"));
    file->addAction(actions.open);
    QMenu* recent = file->addMenu(tr("Open &Recent"));
    file->addSeparator();
    file->addActions({actions.save, actions.saveAs});
    file->addSeparator();
    file->addAction(actions.keys);
    file->addSeparator();
    file->addAction(actions.quit);
    return recent;
}

void buildChainMenu(QMenuBar& bar, const Actions& actions)
{
    QMenu* chain = bar.addMenu(tr("&Chain"));
    chain->addAction(actions.addModel);
    chain->addSeparator();
    chain->addActions({actions.moveUp, actions.moveDown});
    chain->addSeparator();
    chain->addActions({actions.moreTries, actions.fewerTries, actions.toggleEnabled});
    chain->addSeparator();
    chain->addActions({actions.duplicate, actions.remove});
}

void buildViewMenu(QMenuBar& bar, const Actions& actions)
{
    QMenu* view = bar.addMenu(tr("&View"));
    QMenu* theme = view->addMenu(tr("&Theme"));
    theme->addActions(actions.themes->actions());
    view->addAction(actions.reduceMotion);
    view->addSeparator();
    view->addActions({actions.zoomIn, actions.zoomOut, actions.zoomFit, actions.showTable});
    view->addSeparator();
    view->addActions({actions.nextPane, actions.previousPane});
}

} // namespace

QMenu* buildMenus(QMenuBar& bar, const Actions& actions)
{
    QMenu* recent = buildFileMenu(bar, actions);
    QMenu* edit = bar.addMenu(tr("&Edit"));
    edit->addActions({actions.undo, actions.redo});
    buildChainMenu(bar, actions);
    QMenu* run = bar.addMenu(tr("&Run"));
    run->addActions({actions.run, actions.stop});
    QMenu* outages = bar.addMenu(tr("&Outages"));
    outages->addAction(actions.haltAll);
    buildViewMenu(bar, actions);
    QMenu* help = bar.addMenu(tr("&Help"));
    help->addAction(actions.about);
    return recent;
}

} // namespace understudy
