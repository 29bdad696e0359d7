// What simulated models say, token by token. The models of the sample chain speak plain English
// with vocabularies that share no word; every other model's words carry its name. So a text that
// was spliced from two models can be seen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

// Token `index` of an answer of `count` tokens; never empty. Joined, the tokens are the answer:
// words between single blanks, with a full stop at the end.
std::string answerToken(std::string_view model, std::uint32_t index, std::uint32_t count);

// All tokens of it.
std::string answerText(std::string_view model, std::uint32_t count);

} // namespace understudy
