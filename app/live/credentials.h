// Keys for the duration of a run: an immutable snapshot, so that the engine's thread never asks the
// keychain. A key goes only to the origins it was bound to.
#pragma once

#include "core/wire/credential_source.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace understudy {

class Credentials final : public CredentialSource
{
public:
    // `keyName` may be sent to `origin`; more origins by calling again.
    void add(const std::string& keyName, Secret key, const std::string& origin);

    std::optional<Secret> keyFor(std::string_view keyName, std::string_view origin) const override;

    bool operator==(const Credentials& other) const { return m_entries == other.m_entries; }

private:
    struct Entry
    {
        Secret key;
        std::set<std::string, std::less<>> origins;
        bool operator==(const Entry&) const = default;
    };
    std::map<std::string, Entry, std::less<>> m_entries;
};

} // namespace understudy
