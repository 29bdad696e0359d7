#include "ui/shell/actions.h"

#include <QActionGroup>
#include <QUndoStack>
#include <QWidget>

namespace understudy {

namespace {

QKeySequence key(const char* text) { return QKeySequence(QString::fromLatin1(text)); }

// Some platform themes bind nothing to a standard key.
QList<QKeySequence> keysFor(QKeySequence::StandardKey standard, const char* fallback)
{
    const QList<QKeySequence> bound = QKeySequence::keyBindings(standard);
    return bound.isEmpty() ? QList<QKeySequence>{key(fallback)} : bound;
}

} // namespace

Actions::Actions(QUndoStack& undoStack, QObject* parent)
    : QObject(parent)
{
    makeFileActions();
    makeEditActions(undoStack);
    makeChainActions();
    makeRunActions();
    makeViewActions();
    makeThemeActions();
    about = make("help.about", tr("About Understudy"), {}, tr("What this is"));
    about->setMenuRole(QAction::AboutRole);
}

QAction* Actions::make(const char* id, const QString& text, const QList<QKeySequence>& shortcuts,
                       const QString& tip)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(id));
    action->setShortcuts(shortcuts);
    action->setStatusTip(tip);
    return action;
}

void Actions::makeFileActions()
{
    open = make("file.open", tr("&Open…"), keysFor(QKeySequence::Open, "Ctrl+O"),
                tr("Open a chain file"));
    save = make("file.save", tr("&Save"), keysFor(QKeySequence::Save, "Ctrl+S"),
                tr("Save the chain to its file"));
    saveAs = make("file.saveAs", tr("Save &As…"), keysFor(QKeySequence::SaveAs, "Ctrl+Shift+S"),
                  tr("Save the chain to another file"));
    keys = make("file.keys", tr("&Keys…"), {key("Ctrl+Shift+K")},
                tr("Add, test and remove the keys of providers"));
    quit = make("file.quit", tr("&Quit"), keysFor(QKeySequence::Quit, "Ctrl+Q"),
                tr("Close Understudy"));
    quit->setMenuRole(QAction::QuitRole);
}

void Actions::makeEditActions(QUndoStack& undoStack)
{
    undo = undoStack.createUndoAction(this, tr("&Undo"));
    undo->setObjectName(QStringLiteral("edit.undo"));
    undo->setShortcuts(keysFor(QKeySequence::Undo, "Ctrl+Z"));
    undo->setStatusTip(tr("Take back the last edit"));
    redo = undoStack.createRedoAction(this, tr("&Redo"));
    redo->setObjectName(QStringLiteral("edit.redo"));
    redo->setShortcuts(keysFor(QKeySequence::Redo, "Ctrl+Shift+Z"));
    redo->setStatusTip(tr("Do the edit again"));
}

void Actions::makeChainActions()
{
    addModel = make("chain.addModel", tr("&Add Model…"), {key("Ctrl+Shift+A")},
                    tr("Add a model below the current card"));
    moveUp = make("chain.moveUp", tr("Move &Up"), {key("Alt+Up")}, tr("Try this model earlier"));
    moveDown =
        make("chain.moveDown", tr("Move &Down"), {key("Alt+Down")}, tr("Try this model later"));
    moreTries = make("chain.moreTries", tr("&More Tries"), {key("+"), key("Ctrl+Shift+.")},
                     tr("One more try; the first one counts"));
    fewerTries = make("chain.fewerTries", tr("&Fewer Tries"), {key("-"), key("Ctrl+Shift+,")},
                      tr("One try less; the first one counts"));
    toggleEnabled = make("chain.toggleEnabled", tr("&Enable or Disable"), {key("Space")},
                         tr("Leave this model out, or take it in again"));
    duplicate = make("chain.duplicate", tr("Dupli&cate"), {key("Ctrl+D")}, tr("Add a copy below"));
    remove = make("chain.remove", tr("&Remove"), {QKeySequence(Qt::Key_Delete)},
                  tr("Take this model out of the chain"));
    for (QAction* action : cardActions()) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    }
}

void Actions::makeRunActions()
{
    run = make("run.run", tr("&Run"), {key("Ctrl+Return"), key("Ctrl+Enter"), key("F5")},
               tr("Run the prompt through the chain (Ctrl+Enter)"));
    stop = make("run.stop", tr("&Stop"), {key("Esc")}, tr("Stop the run (Esc)"));
    stop->setEnabled(false);
    haltAll = make("outages.haltAll", tr("&Halt All Outages"), {key("Ctrl+Shift+H")},
                   tr("End every injected outage at once"));
}

void Actions::makeViewActions()
{
    zoomIn = make("view.zoomIn", tr("Zoom &In"), {key("Ctrl+="), key("Ctrl++")},
                  tr("Show less time, larger"));
    zoomOut = make("view.zoomOut", tr("Zoom &Out"), {key("Ctrl+-")}, tr("Show more time, smaller"));
    zoomFit = make("view.zoomFit", tr("&Fit Run"), {key("Ctrl+0")}, tr("Show the whole run"));
    showTable = make("view.table", tr("Timeline as &Table"), {key("Ctrl+T")},
                     tr("The attempts as rows, for reading and for screen readers"));
    showTable->setCheckable(true);
    nextPane = make("view.nextPane", tr("&Next Pane"), {key("F6")},
                    tr("Go on to the next part of the window"));
    previousPane = make("view.previousPane", tr("&Previous Pane"), {key("Shift+F6")},
                        tr("Go back to the part of the window before"));
    reduceMotion = make("view.reduceMotion", tr("Reduce &Motion"), {},
                        tr("No movement on screen but what the run itself does"));
    reduceMotion->setCheckable(true);
}

void Actions::makeThemeActions()
{
    themes = new QActionGroup(this);
    const auto add = [this](const char* id, const QString& text, ThemeChoice choice) {
        QAction* action = make(id, text, {}, tr("Colours of the window"));
        action->setCheckable(true);
        action->setData(QVariant::fromValue(choice));
        themes->addAction(action);
    };
    add("view.theme.system", tr("&System"), ThemeChoice::System);
    add("view.theme.light", tr("&Light"), ThemeChoice::Light);
    add("view.theme.dark", tr("&Dark"), ThemeChoice::Dark);
}

void Actions::addCardActionsTo(QWidget* list)
{
    list->addActions(cardActions());
    list->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QList<QAction*> Actions::cardActions() const
{
    return {moveUp, moveDown, moreTries, fewerTries, toggleEnabled, duplicate, remove};
}

QAction* Actions::themeAction(ThemeChoice choice) const
{
    for (QAction* action : themes->actions()) {
        if (action->data().value<ThemeChoice>() == choice) {
            return action;
        }
    }
    return nullptr;
}

} // namespace understudy
