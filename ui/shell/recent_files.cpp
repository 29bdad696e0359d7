#include "ui/shell/recent_files.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>

namespace understudy {

RecentFiles::RecentFiles(QMenu& menu, QObject* parent)
    : QObject(parent)
    , m_menu(menu)
{
    connect(&menu, &QMenu::aboutToShow, this, &RecentFiles::fillMenu);
    fillMenu();
}

void RecentFiles::setPaths(const QStringList& paths)
{
    m_paths = paths.mid(0, kMost);
    fillMenu();
}

void RecentFiles::add(const QString& path)
{
    m_paths.removeAll(path);
    m_paths.prepend(path);
    setPaths(m_paths);
    Q_EMIT changed(m_paths);
}

void RecentFiles::fillMenu()
{
    m_menu.clear();
    for (const QString& path : std::as_const(m_paths)) {
        const QFileInfo info(path);
        QString text = info.fileName();
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action = m_menu.addAction(info.exists() ? text : tr("%1 (missing)").arg(text));
        action->setStatusTip(QDir::toNativeSeparators(path));
        action->setEnabled(info.exists());
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT chosen(path); });
    }
    m_menu.menuAction()->setEnabled(!m_paths.isEmpty());
    if (m_paths.isEmpty()) {
        return;
    }
    m_menu.addSeparator();
    QAction* clear = m_menu.addAction(tr("&Clear List"));
    connect(clear, &QAction::triggered, this, [this] {
        setPaths({});
        Q_EMIT changed(m_paths);
    });
}

} // namespace understudy
