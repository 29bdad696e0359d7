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

} // namespace understudy
