// What a failure leads to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace understudy {

enum class Reaction : std::uint8_t
{
    Retry, // wait, then the same candidate, while tries and limits allow; otherwise as Next
    Next,  // the next candidate of the step, else the next step
    Stop,  // the run ends with this failure
};

// One written rule of a candidate. The pattern is a class ("rate_limit.wait"), a class prefix
// ("transport") or "*"; the most specific rule wins.
struct ReactionRule
{
    std::string pattern;
    Reaction reaction = Reaction::Next;

    bool operator==(const ReactionRule&) const = default;
};

using ReactionRules = std::vector<ReactionRule>;

} // namespace understudy
