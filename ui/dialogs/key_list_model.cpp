#include "ui/dialogs/key_list_model.h"

#include "ui/text/describe_key.h"
#include "ui/text/strings.h"

#include <algorithm>
#include <utility>

namespace understudy {

KeyListModel::KeyListModel(QObject* parent)
    : QAbstractListModel(parent)
{}

void KeyListModel::setEntries(std::vector<KeyEntry> entries)
{
    for (KeyEntry& entry : entries) {
        const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const KeyEntry& e) { return e.name == entry.name; });
        if (known != m_entries.end()) {
            entry.state = known->state;
            entry.detail = known->detail;
        }
    }
    if (entries == m_entries) {
        return;
    }
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void KeyListModel::setState(const QString& name, KeyState state, const QString& detail)
{
    for (int row = 0; row < sizeOf(m_entries); ++row) {
        KeyEntry& entry = m_entries[static_cast<std::size_t>(row)];
        if (entry.name == name) {
            entry.state = state;
            entry.detail = detail;
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

const KeyEntry* KeyListModel::entryAt(int row) const
{
    const bool isInside = row >= 0 && row < sizeOf(m_entries);
    return isInside ? &m_entries[static_cast<std::size_t>(row)] : nullptr;
}

int KeyListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : sizeOf(m_entries);
}

QVariant KeyListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const KeyEntry& entry = *entryAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return entry.title;
    case Qt::AccessibleTextRole: return tr("%1, %2").arg(entry.title, keyStateWord(entry.state));
    case kNameRole: return entry.name;
    case kDetailRole: return keyStateWord(entry.state);
    default: return {};
    }
}

} // namespace understudy
