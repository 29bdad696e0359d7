#include "ui/shell/announcer.h"

#include "ui/style/fonts.h"

#include <QAccessible>
#include <QAccessibleEvent>

namespace understudy {

Announcer::Announcer(QWidget* parent)
    : QLabel(parent)
{
    setObjectName(QStringLiteral("announcer"));
    setFont(smallFont(font()));
    setTextFormat(Qt::PlainText);
    setProperty("tone", QStringLiteral("soft"));
}

// Qt before 6.8 has no announcement event; an alert on a named label is read by screen readers.
void Announcer::say(const QString& text)
{
    setText(text);
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace understudy
