#include "ui/controls/buttons.h"

#include "ui/style/fonts.h"

namespace understudy {

namespace {

QString roleName(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Normal: return {};
    case ButtonRole::Primary: return QStringLiteral("primary");
    case ButtonRole::Quiet: return QStringLiteral("quiet");
    }
    return {};
}

} // namespace

QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", roleName(role));
    button->setAutoDefault(false);
    const int side = button->fontMetrics().height() - 2;
    button->setIconSize({side, side});
    if (role == ButtonRole::Primary) {
        button->setFont(strongFont(button->font()));
    }
    return button;
}

QPushButton* makeIconButton(Mark mark, const QString& name, QWidget* parent)
{
    QPushButton* button = makeButton({}, ButtonRole::Quiet, parent);
    button->setIcon(markIcon(mark));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace understudy
