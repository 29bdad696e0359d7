// JSON pointers (RFC 6901) as text: how Problems name a place in a file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy {

// `base` + "/" + `name`, with '~' and '/' of the name escaped.
inline std::string pointerTo(std::string_view base, std::string_view name)
{
    std::string pointer(base);
    pointer += '/';
    for (const char c : name) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
    return pointer;
}

inline std::string pointerTo(std::string_view base, std::size_t index)
{
    return std::string(base) + '/' + std::to_string(index);
}

// The last name of a pointer, unescaped: "/a~1b" gives "a/b".
inline std::string nameOf(std::string_view pointer)
{
    pointer.remove_prefix(pointer.rfind('/') + 1);
    std::string name;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        const bool isEscape = pointer[i] == '~' && i + 1 < pointer.size();
        name += isEscape ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
    }
    return name;
}

} // namespace understudy
