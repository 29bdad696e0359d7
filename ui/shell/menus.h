// The menu bar, from the actions.
#pragma once

#include <QStringList>

QT_BEGIN_NAMESPACE
class QMenu;
class QMenuBar;
QT_END_NAMESPACE

namespace understudy {

class Actions;

// Returns the submenu of recent files, which the window fills.
QMenu* buildMenus(QMenuBar& bar, const Actions& actions);

} // namespace understudy
