// JSON members that events and results share. Internal to core/record's .cpp files.
#pragma once

#include "core/record/run_story.h"

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace understudy::record_json {

using Json = nlohmann::ordered_json;

inline std::string text(std::string_view view) { return std::string(view); }

// Whole milliseconds, rounded.
inline std::int64_t wholeMilliseconds(Duration span) { return (span.count() + 500) / 1000; }

inline Json orNull(std::optional<NanoUsd> amount) { return amount ? Json(*amount) : Json(nullptr); }

inline Json statusOrNull(std::uint16_t status)
{
    return status == 0 ? Json(nullptr) : Json(status);
}

// {"provider","model","step"} of a candidate, null when there is none.
Json servedBy(const RunStory& story, const AttemptStory* attempt);

// What the attempt's failure says: the provider's words, else our plain sentence for the class.
std::string failureMessage(const AttemptStory& attempt);

// UTF-8 that is broken is replaced, never thrown.
inline std::string dump(const Json& json, int indent = -1)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace understudy::record_json
