// Text of strangers (models, providers, files) on its way to a terminal: nothing in it may move the
// cursor, ring a bell, set a title, fill a clipboard or turn the writing direction around.
#pragma once

#include <string>
#include <string_view>

namespace understudy::cli {

// Control characters but line breaks and tabs, C1 controls and bidirectional overrides become
// \uXXXX, so that JSON stays the same JSON. A carriage return before a line break is dropped. What
// is not UTF-8 becomes U+FFFD.
std::string terminalText(std::string_view text);

// The same with line breaks and tabs escaped too: one problem stays one line.
std::string onOneLine(std::string_view text);

} // namespace understudy::cli
