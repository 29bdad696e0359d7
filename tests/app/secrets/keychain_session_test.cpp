// The real keychain. Started by keychain_session.sh, which makes the session that each suite needs.
#include "app/secrets/key_store.h"
#include "app/secrets/keychain.h"
#include "app/secrets/secret_service_state.h"

#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include <optional>

namespace understudy {
namespace {

const QString kName = QStringLiteral("openai");
const QString kSecret = QStringLiteral("sk-canary-3141592653");

SecretServiceState state()
{
    QObject context;
    std::optional<SecretServiceState> answer;
    askSecretServiceState(&context, [&](SecretServiceState state) { answer = state; });
    EXPECT_FALSE(answer.has_value()) << "answered before it returned";
    EXPECT_TRUE(QTest::qWaitFor([&] { return answer.has_value(); }, 8000));
    return answer.value_or(SecretServiceState::NotAsked);
}

class Chain
{
public:
    KeyReply read()
    {
        return wait([&](auto reply) { m_keychain.read(kName, &m_context, reply); });
    }
    KeyReply write()
    {
        return wait([&](auto reply) { m_keychain.write(kName, kSecret, &m_context, reply); });
    }
    KeyReply remove()
    {
        return wait([&](auto reply) { m_keychain.remove(kName, &m_context, reply); });
    }

private:
    template<class Call>
    KeyReply wait(Call call)
    {
        std::optional<KeyReply> answer;
        call([&](const KeyReply& reply) { answer = reply; });
        EXPECT_TRUE(QTest::qWaitFor([&] { return answer.has_value(); }, 8000));
        return answer.value_or(KeyReply{});
    }

    QObject m_context;
    Keychain m_keychain{QStringLiteral("Understudy test")};
};

TEST(KeychainUnlocked, KeepsAKey)
{
    Chain chain;
    ASSERT_EQ(state(), SecretServiceState::Unlocked);
    EXPECT_EQ(chain.write().outcome, KeyOutcome::Done);
    const KeyReply read = chain.read();
    EXPECT_EQ(read.outcome, KeyOutcome::Done);
    EXPECT_EQ(read.secret, kSecret);
}

TEST(KeychainUnlocked, RemovesAKeyAndThenSaysThatThereIsNone)
{
    Chain chain;
    ASSERT_EQ(chain.write().outcome, KeyOutcome::Done);
    EXPECT_EQ(chain.remove().outcome, KeyOutcome::Done);
    EXPECT_EQ(chain.read().outcome, KeyOutcome::NotFound);
}

TEST(KeychainUnlocked, GivesAStoreThatSaysWhereAKeyIs)
{
    Keychain keychain(QStringLiteral("Understudy test"));
    KeyStore store(keychain);
    QSignalSpy changes(&store, &KeyStore::keyChanged);
    store.save(kName, kSecret);
    ASSERT_TRUE(changes.wait());

    EXPECT_EQ(changes[0][1].value<KeyPlace>(), KeyPlace::Keychain);
    EXPECT_EQ(store.loaded().at("openai").reveal(), kSecret.toStdString());
}

TEST(KeychainLocked, IsSaidToBeLockedAndNotMissing)
{
    Chain chain;
    EXPECT_EQ(chain.read().outcome, KeyOutcome::Locked);
    EXPECT_EQ(chain.write().outcome, KeyOutcome::Locked);
    EXPECT_FALSE(chain.read().detail.isEmpty());
}

TEST(KeychainLocked, LetsAStoreKeepTheKeyForThisSessionAndSaySo)
{
    Keychain keychain(QStringLiteral("Understudy test"));
    KeyStore store(keychain);
    QSignalSpy changes(&store, &KeyStore::keyChanged);
    store.save(kName, kSecret);
    ASSERT_TRUE(changes.wait());

    EXPECT_EQ(changes[0][1].value<KeyPlace>(), KeyPlace::Session);
    EXPECT_EQ(changes[0][2].value<KeyOutcome>(), KeyOutcome::Locked);
}

TEST(KeychainAbsent, IsSaidToBeUnavailable)
{
    Chain chain;
    EXPECT_EQ(state(), SecretServiceState::NoService);
    EXPECT_EQ(chain.read().outcome, KeyOutcome::Unavailable);
    EXPECT_EQ(chain.write().outcome, KeyOutcome::Unavailable);
    EXPECT_NE(chain.read().detail.indexOf(QStringLiteral("No keychain service")), -1);
}

TEST(KeychainEmpty, HasNoKeyAndKeepsOneWhereSomebodyMakesAKeyring)
{
    Chain chain;
    EXPECT_EQ(state(), SecretServiceState::NoKeyring);
    EXPECT_EQ(chain.read().outcome, KeyOutcome::NotFound);
    // Nobody can answer the question for a new password here: an honest no, not a hang.
    EXPECT_EQ(chain.write().outcome, KeyOutcome::Unavailable);
}

} // namespace
} // namespace understudy
