// Recognising errors by their words, for the vendors that give no code.
#pragma once

#include <string_view>

namespace understudy {

// True when the parts of `pattern` between its '*' occur in the text in this order, ASCII case
// ignored.
bool saysInOrder(std::string_view text, std::string_view pattern);

// Every known wording of "the prompt does not fit into the context window".
bool saysContextIsTooLong(std::string_view message);

// Every known wording of "there is no money left".
bool saysMoneyIsGone(std::string_view message);

} // namespace understudy
