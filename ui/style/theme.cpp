#include "ui/style/theme.h"

#include "ui/style/colours.h"
#include "ui/style/fonts.h"
#include "ui/style/style_sheet.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyleFactory>
#include <QStyleHints>
#include <QWidget>

namespace understudy {

namespace {

// Before Qt 6.5 the palette is the only thing that tells.
bool looksDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (QGuiApplication::styleHints()->colorScheme() != Qt::ColorScheme::Unknown) {
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    }
#endif
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

} // namespace

Theme::Theme(QWidget& window)
    : m_isSystemDark(looksDark())
{
    QApplication::setFont(bodyFont(QApplication::font()));
    if (QStyle* fusion = QStyleFactory::create(QStringLiteral("Fusion"))) {
        QApplication::setStyle(fusion);
    }
    // Qt tells widgets of a new font only once the event loop runs.
    QEvent change(QEvent::ApplicationFontChange);
    QCoreApplication::sendEvent(&window, &change);
}

const Colours& Theme::colours() const
{
    const bool isDark =
        m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_isSystemDark);
    return isDark ? darkColours() : lightColours();
}

void Theme::apply(ThemeChoice choice, QWidget& window)
{
    m_choice = choice;
    QApplication::setPalette(paletteFor(colours()));
    window.setStyleSheet(styleSheetFor(colours()));
}

} // namespace understudy
