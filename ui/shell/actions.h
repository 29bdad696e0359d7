// Every action of the window: text, shortcuts, status tip and a stable id as its object name. They
// do nothing by themselves; the window connects them.
#pragma once

#include "ui/shell/intents.h"

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>

QT_BEGIN_NAMESPACE
class QActionGroup;
class QUndoStack;
class QWidget;
QT_END_NAMESPACE

namespace understudy {

class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(QUndoStack& undo, QObject* parent);

    // Puts the actions that edit the current card on the list: their plain keys act only there.
    void addCardActionsTo(QWidget* list);
    QList<QAction*> cardActions() const;
    QAction* themeAction(ThemeChoice choice) const;

    // File
    QAction* open;
    QAction* save;
    QAction* saveAs;
    QAction* keys;
    QAction* quit;
    // Edit
    QAction* undo;
    QAction* redo;
    // Chain
    QAction* addModel;
    QAction* moveUp;
    QAction* moveDown;
    QAction* moreTries;
    QAction* fewerTries;
    QAction* toggleEnabled;
    QAction* duplicate;
    QAction* remove;
    // Run
    QAction* run;
    QAction* stop;
    // Outages
    QAction* haltAll;
    // View
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* zoomFit;
    QAction* showTable;
    QAction* nextPane;
    QAction* previousPane;
    QAction* reduceMotion;
    QActionGroup* themes;
    // Help
    QAction* about;

private:
    QAction* make(const char* id, const QString& text, const QList<QKeySequence>& shortcuts,
                  const QString& tip);
    void makeFileActions();
    void makeEditActions(QUndoStack& undo);
    void makeChainActions();
    void makeRunActions();
    void makeViewActions();
    void makeThemeActions();
};

} // namespace understudy
