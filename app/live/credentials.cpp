#include "app/live/credentials.h"

#include <utility>

namespace understudy {

void Credentials::add(const std::string& keyName, Secret key, const std::string& origin)
{
    Entry& entry = m_entries[keyName];
    entry.key = std::move(key);
    entry.origins.insert(origin);
}

std::optional<Secret> Credentials::keyFor(std::string_view keyName, std::string_view origin) const
{
    const auto entry = m_entries.find(keyName);
    if (entry == m_entries.end() || !entry->second.origins.contains(origin)) {
        return std::nullopt;
    }
    return entry->second.key;
}

} // namespace understudy
