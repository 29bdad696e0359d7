// The submenu of recent files: newest first, at most ten, missing ones greyed with the reason.
#pragma once

#include <QObject>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace understudy {

class RecentFiles : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMost = 10;

    RecentFiles(QMenu& menu, QObject* parent);

    const QStringList& paths() const { return m_paths; }
    void setPaths(const QStringList& paths);
    void add(const QString& path);

Q_SIGNALS:
    void chosen(const QString& path);
    void changed(const QStringList& paths); // by use, not by setPaths

private:
    void fillMenu();

    QMenu& m_menu;
    QStringList m_paths;
};

} // namespace understudy
