// Preferences in one ini file per person, on every system: nothing secret, nothing about documents
// but their paths.
#pragma once

#include "ui/shell/intents.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace understudy {

class Settings final
{
public:
    Settings();

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    QStringList recentFiles() const;
    void setRecentFiles(const QStringList& files);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

private:
    QSettings m_preferences;
    QSettings m_state; // apart, so that sharing preferences does not share where windows stood
};

} // namespace understudy
