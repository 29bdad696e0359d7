// The keys of a person's providers: in the keychain, else in memory for this session only, and it
// says which. Nothing here ever writes a file. Lives on the thread of its keychain.
#pragma once

#include "app/secrets/keychain.h"
#include "core/wire/credential_source.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <map>
#include <string>

namespace understudy {

enum class KeyPlace : quint8
{
    Keychain,
    Session, // memory only: gone when the program ends
    Missing,
    Unknown, // the keychain could not be asked: see the detail
};

class KeyStore final : public QObject
{
    Q_OBJECT

public:
    explicit KeyStore(Keychain& keychain, QObject* parent = nullptr);

    // All answer through keyChanged. A key that the keychain refuses is kept for this session; one
    // that is no key (key_shape.h) is kept nowhere and answered with Denied and the reason.
    void check(const QString& name);
    void checkAllKnown(); // every built-in provider that needs a key
    void save(const QString& name, const QString& secret);
    void remove(const QString& name);

    // Keys that were read or saved in this session, for runs.
    const std::map<std::string, Secret>& loaded() const { return m_loaded; }

Q_SIGNALS:
    void keyChanged(const QString& name, understudy::KeyPlace place, understudy::KeyOutcome outcome,
                    const QString& detail);

private:
    KeyPlace placeOf(const QString& name) const;

    Keychain& m_keychain;
    std::map<std::string, Secret> m_loaded;
    QHash<QString, bool> m_isSessionOnly;
};

} // namespace understudy
