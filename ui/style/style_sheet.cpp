#include "ui/style/style_sheet.h"

#include "ui/style/colours.h"

#include <QList>
#include <QPair>

namespace understudy {

namespace {

const char* const kButtons = R"(
QPushButton, QToolButton {
    background: @surface; color: @ink; border: 1px solid @edgeSoft; border-radius: 6px;
    padding: 5px 13px; min-height: 18px;
}
QPushButton:hover, QToolButton:hover { background: @raised; }
QPushButton:pressed, QToolButton:pressed { background: @hairline; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 4px 12px; }
QPushButton:disabled, QToolButton:disabled { color: @faint; border-color: @hairline; }
QPushButton[role="primary"] {
    background: @accent; color: @onSolid; border: 1px solid @accent;
}
QPushButton[role="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[role="primary"]:focus { border: 2px solid @ink; }
QPushButton[role="primary"]:disabled {
    background: @raised; color: @faint; border-color: @hairline;
}
QPushButton[role="quiet"], QToolButton[role="quiet"] {
    background: transparent; border-color: transparent; color: @ink; padding: 4px 9px;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: @raised; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {
    border: 2px solid @accent; padding: 3px 8px;
}
QPushButton[role="quiet"]:disabled { color: @faint; }
QPushButton[segment] { padding: 4px 12px; min-height: 18px; }
QPushButton[segment]:focus { padding: 3px 11px; }
QPushButton[segment="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[segment="last"] {
    border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px;
}
QPushButton[segment]:checked {
    background: @accentFaint; color: @accentInk; border: 1px solid @accent;
}
QPushButton[segment]:checked:focus { border: 2px solid @accent; }
)";

const char* const kFields = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
    background: @surface; color: @ink; border: 1px solid @edgeSoft; border-radius: 6px;
    selection-background-color: @accent; selection-color: @onSolid;
}
QPlainTextEdit, QTextEdit { border-radius: 8px; padding: 5px 7px; border-color: @hairline; }
QPlainTextEdit { border-color: @edgeSoft; }
QLineEdit, QComboBox { padding: 5px 9px; min-height: 18px; }
QLineEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 4px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: 4px 6px; }
QLineEdit:disabled, QComboBox:disabled { color: @faint; border-color: @hairline; }
QComboBox { combobox-popup: 0; padding-right: 26px; }
QComboBox:hover { background: @raised; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: @surface; color: @ink; border: 1px solid @edgeSoft; border-radius: 0; padding: 4px;
    selection-background-color: @accentFaint; selection-color: @ink; outline: none;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; }
)";

const char* const kViews = R"(
QMainWindow, QDialog, QMessageBox { background: @ground; }
QLabel { background: transparent; }
QLabel[tone="soft"] { color: @inkSoft; }
QFrame[tone="panel"] {
    background: @surface; border: 1px solid @hairline; border-radius: 8px;
}
QFrame[tone="hazard"] {
    background: @injectedTint; border: 1px solid @injected; border-radius: 8px;
}
QFrame[tone="problem"] {
    background: @failedTint; border: 1px solid @failed; border-radius: 8px;
}
QListView, QTableView, QTreeView {
    background: @surface; color: @ink; border: 1px solid @hairline; border-radius: 8px;
    outline: none; gridline-color: @hairline; alternate-background-color: @surface;
    selection-background-color: @accentFaint; selection-color: @ink;
}
QListView:focus, QTableView:focus { border: 2px solid @accent; }
QListView::item { border: none; }
QListView[tone="rows"]::item { min-height: 30px; padding: 2px 8px; border-radius: 4px; }
QListView[tone="rows"]::item:selected { background: @accentFaint; color: @ink; }
QListView[tone="rows"]::item:hover:!selected { background: @raised; }
QListView[tone="bare"], QListView[tone="bare"]:focus {
    background: transparent; border: none;
}
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: @accentFaint; color: @ink; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: @surface; color: @inkSoft; border: none; border-bottom: 1px solid @hairline;
    padding: 5px 11px;
}
QTableCornerButton::section { background: @surface; border: none; }
QToolTip {
    background: @surface; color: @ink; border: 1px solid @edgeSoft; padding: 6px 8px;
}
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @hairline; }
)";

const char* const kChrome = R"(
QMenuBar { background: @ground; color: @ink; padding: 2px 8px; border: none; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 4px; }
QMenuBar::item:selected { background: @raised; }
QMenu {
    background: @surface; color: @ink; border: 1px solid @edgeSoft; padding: 5px;
}
QMenu::item { padding: 6px 26px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accentFaint; color: @ink; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @hairline; margin: 5px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 7px; }
QStatusBar { background: @ground; color: @inkSoft; border-top: 1px solid @hairline; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: @inkSoft; padding: 5px 4px; margin-right: 16px; border: none;
    border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:hover:!selected { color: @ink; }
QTabBar::tab:focus { color: @accentInk; border: 2px solid @accent; border-radius: 4px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: @edge; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

QString rgb(const QColor& colour) { return colour.name(QColor::HexRgb); }

using Names = QList<QPair<QString, QString>>;

// Longer names first: "@ink" is the beginning of "@inkSoft".
Names namesOf(const Colours& c)
{
    return {
        {QStringLiteral("@accentFaint"), rgb(blended(c.accent, c.surface, 0.14))},
        {QStringLiteral("@accentHover"), rgb(blended(c.accent, c.ink, 0.88))},
        {QStringLiteral("@accentInk"), rgb(c.accent)},
        {QStringLiteral("@accent"), rgb(c.accent)},
        {QStringLiteral("@edgeSoft"), rgb(blended(c.edge, c.surface, 0.55))},
        {QStringLiteral("@edge"), rgb(c.edge)},
        {QStringLiteral("@failedTint"), rgb(blended(c.failed, c.surface, 0.09))},
        {QStringLiteral("@failed"), rgb(c.failed)},
        {QStringLiteral("@faint"), rgb(blended(c.inkSoft, c.surface, 0.65))},
        {QStringLiteral("@ground"), rgb(c.ground)},
        {QStringLiteral("@hairline"), rgb(c.hairline)},
        {QStringLiteral("@injectedTint"), rgb(c.injectedTint)},
        {QStringLiteral("@injected"), rgb(c.injected)},
        {QStringLiteral("@inkSoft"), rgb(c.inkSoft)},
        {QStringLiteral("@ink"), rgb(c.ink)},
        {QStringLiteral("@onSolid"), rgb(c.onSolid)},
        {QStringLiteral("@raised"), rgb(c.raised)},
        {QStringLiteral("@scroll"), rgb(blended(c.edge, c.ground, 0.55))},
        {QStringLiteral("@surface"), rgb(c.surface)},
    };
}

} // namespace

QString styleSheetFor(const Colours& colours)
{
    QString sheet = QString::fromLatin1(kButtons) + QString::fromLatin1(kFields) +
                    QString::fromLatin1(kViews) + QString::fromLatin1(kChrome);
    for (const auto& [name, value] : namesOf(colours)) {
        sheet.replace(name, value);
    }
    return sheet;
}

} // namespace understudy
