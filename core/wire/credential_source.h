// Who supplies a key, asked at send time and for one origin only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

// A key that cannot be printed by accident: there is no operator<<, no conversion, one way out.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string value)
        : m_value(std::move(value))
    {}
    const std::string& reveal() const { return m_value; } // only to write it on the wire
    bool isEmpty() const { return m_value.empty(); }
    bool operator==(const Secret&) const = default;

private:
    std::string m_value;
};

class CredentialSource
{
public:
    virtual ~CredentialSource() = default;
    // `keyName` is the keychain entry (a provider's name by default), `origin` where it will go.
    virtual std::optional<Secret> keyFor(std::string_view keyName,
                                         std::string_view origin) const = 0;
};

} // namespace understudy
