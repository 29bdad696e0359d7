// Edits of a chain as pure functions from one value to the next, and the flat view of it that the
// editor shows: a row is a candidate with its step. Moving a row moves its whole step.
#pragma once

#include "core/plan/chain.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace understudy {

struct RowPlace
{
    std::size_t step = 0;
    std::size_t candidate = 0; // within the step

    bool operator==(const RowPlace&) const = default;
};

inline constexpr std::uint32_t kMostTries = 1000;

std::vector<RowPlace> rowsOf(const Chain& chain);
const Candidate& candidateAt(const Chain& chain, int row);
Candidate& candidateAt(Chain& chain, int row);

struct RowRange
{
    int first = 0;
    int last = 0;

    bool operator==(const RowRange&) const = default;
};
// The rows of the step that `row` belongs to.
RowRange stepRows(const Chain& chain, int row);

// Steps are moved, inserted and copied to stand before the step of row `before`; one past the last
// row means the end.
Chain withStepMoved(Chain chain, int row, int before);
Chain withModelInserted(Chain chain, int before, std::string_view provider, std::string_view model);
Chain withCopy(Chain chain, int row, int before); // of the candidate, as a step of its own
Chain withRowRemoved(Chain chain, int row);       // and its step, when that becomes empty

// Provider names of enabled and disabled candidates, each once, in chain order.
std::vector<std::string> providersOf(const Chain& chain);

} // namespace understudy
