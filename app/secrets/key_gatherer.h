// Fetches the keys that a run needs before its first attempt, from the keychain or (on request) the
// environment, and binds each to the origins it may go to.
#pragma once

#include "app/live/credentials.h"
#include "app/live/prepared_run.h"
#include "app/secrets/key_problem.h"
#include "app/secrets/keychain.h"

#include <QObject>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace understudy {

struct GatheredKeys
{
    std::shared_ptr<const Credentials> credentials;
    std::vector<KeyProblem> problems; // one per key that is missing or may not be sent
};

class KeyGatherer final : public QObject
{
    Q_OBJECT

public:
    explicit KeyGatherer(QObject* parent = nullptr);

    // Keys already in memory; asked before the keychain.
    void setLoaded(std::map<std::string, Secret> loaded) { m_loaded = std::move(loaded); }

    // Answers with gathered(), from the event loop. `allowedOrigins` are those, beside the built-in
    // providers' own and this computer, that the user lets keys go to.
    void gather(const std::vector<NeededKey>& needed,
                const std::vector<std::string>& allowedOrigins, bool takesFromEnvironment);

Q_SIGNALS:
    void gathered(const understudy::GatheredKeys& keys);

private:
    void next();
    void onKeychainReply(const NeededKey& key, const KeyReply& reply);
    void takeFromEnvironment(const NeededKey& key);
    void take(const NeededKey& key, const std::string& secret);
    void miss(const NeededKey& key, KeyTrouble trouble, const std::string& detail = {});
    bool mayGoTo(const NeededKey& key) const;

    Keychain m_keychain;
    std::map<std::string, Secret> m_loaded;
    std::vector<NeededKey> m_needed;
    std::vector<std::string> m_allowedOrigins;
    std::size_t m_position = 0;
    bool m_takesFromEnvironment = false;
    std::string m_keychainRefusal; // in the system's words; empty: it has answered so far
    std::shared_ptr<Credentials> m_credentials;
    std::vector<KeyProblem> m_problems;
};

} // namespace understudy
