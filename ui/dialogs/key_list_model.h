// The providers that take a key, with what is known about each key. Never a secret.
#pragma once

#include "ui/shell/intents.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace understudy {

struct KeyEntry
{
    QString name;  // of the key: the provider's, or the one a candidate asks for
    QString title; // of the provider
    KeyState state = KeyState::Missing;
    QString detail; // what the keychain or the provider said

    bool operator==(const KeyEntry&) const = default;
};

class KeyListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kNameRole = Qt::UserRole;
    static constexpr int kDetailRole = Qt::UserRole + 1;

    explicit KeyListModel(QObject* parent = nullptr);

    void setEntries(std::vector<KeyEntry> entries); // states of known names are kept
    void setState(const QString& name, KeyState state, const QString& detail);
    const KeyEntry* entryAt(int row) const; // null outside

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<KeyEntry> m_entries;
};

} // namespace understudy
