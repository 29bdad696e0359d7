// What a file said beyond the values: which members it wrote out, and members we do not know.
// A saved file writes a member only where it was set, and keeps unknown ones.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy {

struct FileMembers
{
    std::vector<std::string> written; // relative JSON pointers: "/tries", "/backoff/base_ms"
    std::vector<std::pair<std::string, std::string>> unknown; // relative pointer -> JSON text

    bool isWritten(std::string_view pointer) const;
    bool operator==(const FileMembers&) const = default;
};

// JSON members that are handed on as they are, such as generation parameters: name -> JSON text.
using JsonMembers = std::vector<std::pair<std::string, std::string>>;

} // namespace understudy
