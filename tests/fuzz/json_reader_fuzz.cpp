// Any text as JSON from strangers: what a plain parser takes, ours takes with the same values.
#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/json_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace {

using namespace understudy;

void checkSame(JsonView ours, const nlohmann::json& theirs)
{
    US_CHECK(ours.isObject() == theirs.is_object() && ours.isArray() == theirs.is_array());
    US_CHECK(ours.isNothing() == theirs.is_null());
    US_CHECK(ours.isTrue() == (theirs.is_boolean() && theirs.get<bool>()));
    US_CHECK(ours.text().has_value() == theirs.is_string());
    if (theirs.is_string()) {
        US_CHECK(*ours.text() == theirs.get_ref<const std::string&>());
    } else if (theirs.is_number_integer() && !theirs.is_number_unsigned()) {
        US_CHECK(ours.integer() == theirs.get<std::int64_t>());
    } else if (theirs.is_object()) {
        US_CHECK(ours.size() >= theirs.size()); // equal names count twice here
        for (const auto& member : theirs.items()) {
            checkSame(ours[member.key()], member.value());
        }
    } else if (theirs.is_array()) {
        US_CHECK(ours.size() == theirs.size());
        std::size_t index = 0;
        for (const JsonView item : ours.elements()) {
            checkSame(item, theirs[index++]);
        }
        US_CHECK(index == theirs.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (std::count(text.begin(), text.end(), '[') + std::count(text.begin(), text.end(), '{') >
        256) {
        return 0; // the other parser has no limit
    }
    const auto ours = JsonDocument::parse(text);
    const auto theirs = nlohmann::json::parse(text, nullptr, false);
    const bool hasNul = text.find('\0') != std::string_view::npos; // it stops there
    if (!theirs.is_discarded() && !hasNul) {
        US_CHECK(ours.has_value());
        checkSame(ours->root(), theirs);
    }
    return 0;
}
