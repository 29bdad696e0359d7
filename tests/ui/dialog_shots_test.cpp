// Dialogs, the table and the notice bar, in both themes.
#include "core/plan/catalogue.h"
#include "resources/embedded.h"
#include "tests/ui/shots.h"
#include "tests/ui/story_builder.h"
#include "ui/dialogs/key_dialog.h"
#include "ui/dialogs/model_picker.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_bar.h"

#include <QAction>
#include <QListView>
#include <QTest>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

class DialogShots : public testing::TestWithParam<ThemeChoice>
{
protected:
    DialogShots()
        : m_catalogue(*catalogueFromJson(embeddedText("models.json")))
        , m_window(m_catalogue)
    {
        m_window.setTheme(GetParam());
        m_window.show();
    }

    QString named(const char* name) const
    {
        const bool isDark = GetParam() == ThemeChoice::Dark;
        return QString::fromLatin1(name) +
               (isDark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png"));
    }

    void trigger(const char* id)
    {
        m_window.findChild<QAction*>(QString::fromLatin1(id))->trigger();
    }

    Catalogue m_catalogue;
    MainWindow m_window;
};

TEST_P(DialogShots, TheModelPickerNarrowsAsOneTypes)
{
    trigger("chain.addModel");
    auto* picker = m_window.findChild<ModelPicker*>();
    ASSERT_TRUE(picker->isVisible());
    auto* list = picker->findChild<QListView*>();
    const int all = list->model()->rowCount();

    picker->setFilter(QStringLiteral("google flash"));

    EXPECT_LT(list->model()->rowCount(), all);
    EXPECT_GT(list->model()->rowCount(), 0);
    keepPicture(*picker, named("picker"));
}

TEST_P(DialogShots, TheKeyDialogShowsEachState)
{
    trigger("file.keys");
    auto* keys = m_window.findChild<KeyDialog*>();
    ASSERT_TRUE(keys->isVisible());

    m_window.setKeyState(QStringLiteral("openai"), KeyState::Stored, {});
    m_window.setKeyState(QStringLiteral("anthropic"), KeyState::Locked, {});
    m_window.setKeyState(QStringLiteral("google"), KeyState::Session, {});

    auto* list = keys->findChild<QListView*>();
    EXPECT_EQ(list->model()->index(0, 0).data(KeyListModel::kDetailRole).toString(),
              QStringLiteral("stored in the keychain"));
    keepPicture(*keys, named("keys"));
}

TEST_P(DialogShots, TheTableAndProblemsAreReadable)
{
    m_window.runStarted(sampleLabels());
    m_window.applyBatch(failedRun());
    trigger("view.table");

    m_window.runRefused(QStringLiteral("The key of OpenAI is missing."));

    EXPECT_TRUE(m_window.findChild<NoticeBar*>()->isVisible());
    keepPicture(m_window, named("table"));
}

INSTANTIATE_TEST_SUITE_P(Themes, DialogShots,
                         testing::Values(ThemeChoice::Light, ThemeChoice::Dark),
                         [](const auto& theme) {
                             return std::string(theme.param == ThemeChoice::Dark ? "Dark"
                                                                                 : "Light");
                         });
