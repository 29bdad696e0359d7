// Puts the Fusion style, our palettes and our style sheet on the application's window.
#pragma once

#include "ui/shell/intents.h"

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace understudy {

struct Colours;

class Theme
{
public:
    // Remembers what the system looked like: make it before anything else changes the palette, and
    // before `window` gets children, which derive their fonts from it.
    explicit Theme(QWidget& window);

    void apply(ThemeChoice choice, QWidget& window);
    ThemeChoice choice() const { return m_choice; }
    const Colours& colours() const;

private:
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_isSystemDark = false;
};

} // namespace understudy
