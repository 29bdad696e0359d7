// Writes one JSON object member by member, in the order given. Values that are JSON already are
// copied as they are, so a parameter reaches the provider as it stands in the chain file.
#pragma once

#include <string>
#include <string_view>

namespace understudy {

// Quoted and escaped; bytes that are not UTF-8 become U+FFFD.
std::string jsonString(std::string_view text);

class JsonObjectWriter
{
public:
    void add(std::string_view name, std::string_view json); // `json` must be one JSON value
    void addText(std::string_view name, std::string_view text) { add(name, jsonString(text)); }
    std::string object() const { return '{' + m_members + '}'; }

private:
    std::string m_members;
};

} // namespace understudy
