// Words of journals back into values. Internal to core/record's .cpp files.
#pragma once

#include "core/json/object_reader.h"
#include "core/record/run_event.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace understudy {

// The value whose name() stands there; the enumeration begins at 0 and ends with `last`.
template<class Word>
std::optional<Word> wordFromName(std::string_view text, Word last)
{
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
        if (name(static_cast<Word>(i)) == text) {
            return static_cast<Word>(i);
        }
    }
    return std::nullopt;
}

template<class Word>
std::optional<Word> journalWord(ObjectReader& line, std::string_view member, Word last)
{
    const auto text = line.text(member);
    const auto word = text ? wordFromName(*text, last) : std::nullopt;
    if (text && !word) {
        std::string allowed;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
            allowed += (i == 0 ? "" : ", ") + std::string(name(static_cast<Word>(i)));
        }
        line.refuse(member, "word", "must be one of " + allowed);
    }
    return word;
}

inline std::optional<ErrorClass> errorClassAt(ObjectReader& line, std::string_view member)
{
    const auto text = line.text(member);
    const auto errorClass = text ? errorClassFromName(*text) : std::nullopt;
    if (text && !errorClass) {
        line.refuse(member, "word", "'" + *text + "' is no class of failures");
    }
    return errorClass;
}

} // namespace understudy
