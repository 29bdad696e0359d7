// Push buttons in the window's few kinds, with a name for screen readers and tests.
#pragma once

#include "ui/style/marks.h"

#include <QPushButton>
#include <QString>

namespace understudy {

enum class ButtonRole : std::uint8_t
{
    Normal,
    Primary, // at most one on a screen
    Quiet    // no outline until touched
};

QPushButton* makeButton(const QString& text, ButtonRole role, QWidget* parent);
// Without text: the name is spoken and shown as a tooltip.
QPushButton* makeIconButton(Mark mark, const QString& name, QWidget* parent);

} // namespace understudy
