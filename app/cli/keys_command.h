// The verb keys: list, set, test, remove. Keys are in the keychain or nowhere: what the keychain
// does not take is not kept, and that is said.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/ask_provider.h"
#include "app/secrets/key_store.h"
#include "app/secrets/keychain.h"

#include <QObject>
#include <QString>

#include <string>
#include <variant>
#include <vector>

namespace understudy::cli {

struct KeysSetup
{
    KeysOptions options;
    ProviderAddress address; // Test only
    QString secret;          // Set only
};

// Checks the arguments and reads the new key; prints problems and answers an exit code when there
// are any.
std::variant<KeysSetup, int> setUpKeys(const KeysOptions& options);

class KeysCommand final : public QObject
{
    Q_OBJECT

public:
    explicit KeysCommand(KeysSetup setup, QObject* parent = nullptr);

    void start();
    void interrupt();

Q_SIGNALS:
    void finished(int exitCode);

private:
    struct Row
    {
        std::string name;
        bool isStored = false;
    };

    void list();
    void test();
    void onKeyChanged(const QString& name, KeyPlace place, KeyOutcome outcome,
                      const QString& detail);
    void onAnswer(const ModelAnswer& answer);
    void takeRow(const std::string& name, bool isStored);
    void printRows() const;
    void finish(int exitCode);
    int sayKeychainFailed(const QString& detail) const;

    KeysSetup m_setup;
    Keychain m_keychain;
    KeyStore m_store;
    AskProvider m_ask;
    std::vector<Row> m_rows;
    std::size_t m_expected = 0;
    bool m_isThere = false; // the key that is to be removed
    bool m_isFinished = false;
};

} // namespace understudy::cli
