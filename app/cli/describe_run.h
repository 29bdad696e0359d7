// A finished run in plain English sentences, for the terminal. (The window has its own words, in
// the reader's language; both read the same Attribution.)
#pragma once

#include "core/record/run_story.h"

#include <string>

namespace understudy::cli {

// "claude-sonnet-4-5 answered on try 1 in 1.93 s, because gpt-5 failed: 3 x HTTP 503 (injected)."
// One to three sentences on one line.
std::string describeRun(const RunStory& story);

// "HTTP 503", "stream.cut", ...: the short form of one failure.
std::string shortCause(ErrorClass errorClass, std::uint16_t status);

std::string formatSeconds(Duration span);             // "1.93 s", "80 ms"
std::string formatMoney(std::optional<NanoUsd> cost); // "$0.0012", "price unknown"

} // namespace understudy::cli
