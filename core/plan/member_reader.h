// Reading members of our files into values: absent ones leave the value as it is. Internal to
// core/plan's .cpp files.
#pragma once

#include "core/base/time.h"
#include "core/json/object_reader.h"
#include "core/plan/file_members.h"
#include "core/plan/file_words.h"
#include "core/plan/price.h"

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

template<class Value, class Found>
void assignFound(const std::optional<Found>& found, Value& into)
{
    if (found) {
        into = static_cast<Value>(*found);
    }
}

inline void readText(ObjectReader& reader, std::string_view name, std::string& into)
{
    assignFound(reader.text(name), into);
}

inline void readBoolean(ObjectReader& reader, std::string_view name, bool& into)
{
    assignFound(reader.boolean(name), into);
}

template<class Integer>
void readInteger(ObjectReader& reader, std::string_view name, IntegerRange range, Integer& into)
{
    assignFound(reader.integer(name, range), into);
}

inline void readNumber(ObjectReader& reader, std::string_view name, NumberRange range, double& into)
{
    assignFound(reader.number(name, range), into);
}

inline void readMilliseconds(ObjectReader& reader, std::string_view name, IntegerRange range,
                             Duration& into)
{
    if (const auto count = reader.integer(name, range)) {
        into = milliseconds(*count);
    }
}

// A member that may be null, which empties the value.
template<class Integer>
void readInteger(ObjectReader& reader, std::string_view name, IntegerRange range,
                 std::optional<Integer>& into)
{
    if (reader.isNull(name)) {
        into.reset();
    } else if (const auto found = reader.integer(name, range)) {
        into = static_cast<Integer>(*found);
    }
}

inline void readMilliseconds(ObjectReader& reader, std::string_view name, IntegerRange range,
                             std::optional<Duration>& into)
{
    if (reader.isNull(name)) {
        into.reset();
    } else if (const auto found = reader.integer(name, range)) {
        into = milliseconds(*found);
    }
}

// A word of a closed set; `Word` has a table in file_words.h.
template<class Word>
std::optional<Word> findWord(ObjectReader& reader, std::string_view name)
{
    const auto text = reader.text(name);
    const auto word = text ? fromFileWord<Word>(*text) : std::nullopt;
    if (text && !word) {
        reader.refuse(name, "word", "must be one of " + allowedFileWords<Word>());
    }
    return word;
}

template<class Word>
void readWord(ObjectReader& reader, std::string_view name, Word& into)
{
    assignFound(findWord<Word>(reader, name), into);
}

// Members that are handed on as they are.
JsonMembers readJsonMembers(ObjectReader& reader, std::string_view name);

// {"input_usd_per_mtok", "cached_usd_per_mtok", "output_usd_per_mtok"}; cached defaults to input.
Price readPrice(ObjectReader& reader, std::string_view cachedName);

// Notes what this object wrote out and what it holds beyond our members, below `prefix`.
void keepMembers(const ObjectReader& reader, const std::string& prefix, FileMembers& into);
void sortWritten(FileMembers& members);

// False, with Problems, unless the document is an object of this format in version 1.
bool isDocumentOf(ObjectReader& reader, std::string_view format);

// Adds places and puts the problems in file order.
Problems placedProblems(std::string_view text, Problems problems);

} // namespace understudy
