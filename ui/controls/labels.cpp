#include "ui/controls/labels.h"

#include "ui/style/fonts.h"

namespace understudy {

QLabel* makeCaption(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(captionFont(label->font()));
    label->setProperty("tone", QStringLiteral("soft"));
    return label;
}

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(titleFont(label->font()));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* makeSoftLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(smallFont(label->font()));
    label->setProperty("tone", QStringLiteral("soft"));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* makeParagraph(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace understudy
