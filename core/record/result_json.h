// The result of a finished run as one JSON document: `understudy-cli run --format json`.
#pragma once

#include "core/record/run_story.h"

#include <cstdint>
#include <optional>
#include <string>

namespace understudy {

// 2-space indented, without a final newline. The story must be finished. `interrupted_by` is there
// only when `text` is a partial answer that stands although nobody answered.
std::string resultJson(const RunStory& story, std::optional<std::uint64_t> seed = std::nullopt);

// How the answer was reached: "race", "balance", "switch", "retry" or "first".
std::string_view causeOf(const RunStory& story);

// The chain's error when the run failed: the last failure's class and message.
struct RunError
{
    ErrorClass errorClass = ErrorClass::None;
    std::uint16_t status = 0;
    std::string message;
    std::string candidate;
};
std::optional<RunError> errorOf(const RunStory& story);

// What a person should read: the serving attempt's text, a kept partial one, else nothing.
std::string shownText(const RunStory& story);

} // namespace understudy
