#include "app/secrets/key_store.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

namespace understudy {
namespace {

const QString kName = QStringLiteral("openai");
const QString kSecret = QStringLiteral("sk-canary-2718281828");

// What the store said last.
struct Said
{
    KeyPlace place;
    KeyOutcome outcome;
    QString detail;
};

class KeyStoreWithoutKeychain : public testing::Test
{
protected:
    Said next()
    {
        EXPECT_TRUE(!m_changes.isEmpty() || m_changes.wait(8000));
        const QList<QVariant> change = m_changes.takeFirst();
        return {change[1].value<KeyPlace>(), change[2].value<KeyOutcome>(), change[3].toString()};
    }

    Keychain m_keychain{QStringLiteral("Understudy test")};
    KeyStore m_store{m_keychain};
    QSignalSpy m_changes{&m_store, &KeyStore::keyChanged};
};

TEST_F(KeyStoreWithoutKeychain, KeepsAKeyForTheSessionAndSaysWhy)
{
    m_store.save(kName, kSecret);
    const Said saved = next();
    m_store.check(kName);
    const Said checked = next();

    EXPECT_EQ(saved.place, KeyPlace::Session);
    EXPECT_EQ(saved.outcome, KeyOutcome::Unavailable);
    EXPECT_FALSE(saved.detail.isEmpty());
    EXPECT_EQ(checked.place, KeyPlace::Session);
    EXPECT_EQ(m_store.loaded().at("openai").reveal(), kSecret.toStdString());
}

TEST_F(KeyStoreWithoutKeychain, ForgetsASessionKeyWhenItIsRemoved)
{
    m_store.save(kName, kSecret);
    next();
    m_store.remove(kName);

    EXPECT_EQ(next().place, KeyPlace::Missing);
    EXPECT_TRUE(m_store.loaded().empty());
}

TEST_F(KeyStoreWithoutKeychain, DoesNotCallAKeyMissingThatItCouldNotAskFor)
{
    m_store.check(kName);
    const Said said = next();

    EXPECT_EQ(said.place, KeyPlace::Unknown);
    EXPECT_EQ(said.outcome, KeyOutcome::Unavailable);
}

TEST_F(KeyStoreWithoutKeychain, KeepsWhatIsNoKeyNowhere)
{
    m_store.save(kName, QStringLiteral("sk-1\r\nX-Evil: 1"));
    const Said said = next();

    EXPECT_EQ(said.place, KeyPlace::Unknown);
    EXPECT_EQ(said.outcome, KeyOutcome::Denied);
    EXPECT_FALSE(said.detail.isEmpty());
    EXPECT_TRUE(m_store.loaded().empty());
}

TEST_F(KeyStoreWithoutKeychain, AsksForEveryBuiltInProviderThatNeedsAKey)
{
    m_store.checkAllKnown();
    for (int i = 0; i < 12; ++i) {
        EXPECT_EQ(next().outcome, KeyOutcome::Unavailable);
    }
    EXPECT_TRUE(m_changes.isEmpty());
}

TEST_F(KeyStoreWithoutKeychain, GivesUpWhenItsTimeIsOver)
{
    m_keychain.setTimeLimit(std::chrono::milliseconds(0));
    m_store.check(kName);

    EXPECT_EQ(next().outcome, KeyOutcome::TimedOut);
    EXPECT_FALSE(m_changes.wait(50)) << "answered twice";
}

TEST_F(KeyStoreWithoutKeychain, LearnsThatALateWriteCameThrough)
{
    m_store.save(kName, kSecret);
    next();
    Q_EMIT m_keychain.wroteLate(kName);
    Q_EMIT m_keychain.wroteLate(QStringLiteral("anthropic")); // never kept for the session only

    EXPECT_EQ(next().place, KeyPlace::Keychain);
    EXPECT_TRUE(m_changes.isEmpty());
}

} // namespace
} // namespace understudy
