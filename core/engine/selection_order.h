// Which of several candidates a balance step asks: pure. Whoever calls has left out those that are
// disabled, cooling, open or were asked before in this run.
#pragma once

#include "core/plan/compiled_chain.h"
#include "core/plan/selection.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace understudy {

struct BalanceOption
{
    std::uint16_t candidate = 0; // flat index, rising
    double weight = 1;
    double latency = 0;            // estimated first-token time in microseconds, 0: no history
    std::uint32_t outstanding = 0; // calls begun and not ended
    double price = 0;              // of a typical request; unknown: larger than any
};

// Two draws, uniform in [0, 1), of which a strategy uses as many as it needs; `turn` counts the
// runs of the step (round robin).
struct BalanceDraws
{
    double first = 0;
    double second = 0;
    std::uint64_t turn = 0;
};

// The index of the chosen option; `options` is not empty, `step` is theirs.
//   weighted: by chance, in proportion to weight (all 0: alike)
//   round_robin: each in turn, counted over all candidates of the step, so that one that is left
//     out gives its turn to the next
//   least_outstanding: fewest calls under way, ties by chance
//   latency: lowest estimate, ties by order
//   two_choices: the better of two different ones drawn at random, ties to the first drawn
//     (M. Mitzenmacher, The Power of Two Choices, 2001); better is the lower estimate x
//     (outstanding + 1), or the fewer outstanding
//   cheapest: lowest price, ties by order
std::size_t chooseBalanced(const Selection& selection, const CompiledStep& step,
                           std::span<const BalanceOption> options, const BalanceDraws& draws);

// Whether any step of the chain chooses by estimated latency.
bool choosesByLatency(const CompiledChain& chain);

} // namespace understudy
