// Whatever can hold the focus has a name; whatever can be triggered says what it does.
#include "tests/ui/story_builder.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QTest>
#include <QWidget>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

QString nameOf(QWidget* widget)
{
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
    return accessible == nullptr ? QString() : accessible->text(QAccessible::Name);
}

std::string describe(QWidget* widget)
{
    return std::string(widget->metaObject()->className()) + " " +
           widget->objectName().toStdString();
}

void trigger(MainWindow& window, const char* id)
{
    window.findChild<QAction*>(QString::fromLatin1(id))->trigger();
}

} // namespace

TEST(Accessibility, EverythingThatCanHoldTheFocusHasAName)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);
    window.show();
    window.runStarted(sampleLabels());
    window.applyBatch(failedRun());
    window.runRefused(QStringLiteral("so that the notice bar shows"));
    window.findChild<QAbstractButton*>(QStringLiteral("outageSwitch.openai"))->click();
    trigger(window, "file.keys");
    trigger(window, "chain.addModel");
    trigger(window, "view.table");

    int count = 0;
    for (QWidget* widget : QApplication::allWidgets()) {
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && widget->isEnabled()) {
            EXPECT_FALSE(nameOf(widget).isEmpty()) << describe(widget);
            ++count;
        }
    }
    EXPECT_GT(count, 20);
}

TEST(Accessibility, EveryActionHasTextAnIdAndAStatusTip)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);

    int count = 0;
    for (const QAction* action : window.findChildren<QAction*>()) {
        const bool isOurs = action->objectName().contains(QLatin1Char('.'));
        if (isOurs) {
            EXPECT_FALSE(action->text().isEmpty()) << action->objectName().toStdString();
            EXPECT_FALSE(action->statusTip().isEmpty()) << action->objectName().toStdString();
            ++count;
        }
    }
    EXPECT_GE(count, 28);
}

TEST(Accessibility, NoTwoActionsOfTheWindowShareAShortcut)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);

    QStringList seen;
    for (const QAction* action : window.findChildren<QAction*>()) {
        for (const QKeySequence& key : action->shortcuts()) {
            const QString text = key.toString(QKeySequence::PortableText);
            EXPECT_FALSE(seen.contains(text)) << text.toStdString();
            seen += text;
        }
    }
    EXPECT_TRUE(seen.contains(QStringLiteral("Ctrl+Shift+S")));
    EXPECT_TRUE(seen.contains(QStringLiteral("Ctrl+Q")));
}

TEST(Accessibility, TheChainIsAListOfSentences)
{
    const Catalogue catalogue = sampleCatalogue();
    MainWindow window(catalogue);
    window.show();

    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(
        window.findChild<QWidget*>(QStringLiteral("chainList")));

    ASSERT_NE(list, nullptr);
    ASSERT_GE(list->childCount(), 4);
    EXPECT_EQ(list->child(0)->text(QAccessible::Name),
              QStringLiteral("Step 1 of 3, GPT-5 by OpenAI, 3 tries, enabled."));
}
