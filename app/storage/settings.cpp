#include "app/storage/settings.h"

#include <QStandardPaths>
#include <QStringBuilder>

namespace understudy {

namespace {

const QString kTheme = QStringLiteral("appearance/theme");
const QString kRecentFiles = QStringLiteral("files/recent");
const QString kGeometry = QStringLiteral("window/geometry");

QString path(const QString& name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    return folder % QLatin1Char('/') % name;
}

} // namespace

Settings::Settings()
    : m_preferences(path(QStringLiteral("understudy.ini")), QSettings::IniFormat)
    , m_state(path(QStringLiteral("state.ini")), QSettings::IniFormat)
{}

ThemeChoice Settings::theme() const
{
    const QString name = m_preferences.value(kTheme).toString();
    return name == QStringLiteral("light")  ? ThemeChoice::Light
           : name == QStringLiteral("dark") ? ThemeChoice::Dark
                                            : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme)
{
    m_preferences.setValue(kTheme, theme == ThemeChoice::Light  ? QStringLiteral("light")
                                   : theme == ThemeChoice::Dark ? QStringLiteral("dark")
                                                                : QStringLiteral("system"));
}

QStringList Settings::recentFiles() const
{
    return m_preferences.value(kRecentFiles).toStringList();
}

void Settings::setRecentFiles(const QStringList& files)
{
    m_preferences.setValue(kRecentFiles, files);
}

QByteArray Settings::windowGeometry() const { return m_state.value(kGeometry).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray& geometry)
{
    m_state.setValue(kGeometry, geometry);
}

} // namespace understudy
