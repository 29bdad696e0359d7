#include "core/engine/selection_order.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

std::size_t indexBelow(std::size_t count, double unit)
{
    return std::min(static_cast<std::size_t>(unit * static_cast<double>(count)), count - 1);
}

std::size_t byWeight(std::span<const BalanceOption> options, double unit)
{
    double sum = 0;
    for (const BalanceOption& option : options) {
        sum += option.weight;
    }
    if (sum <= 0) {
        return indexBelow(options.size(), unit);
    }
    double left = unit * sum;
    for (std::size_t i = 0; i + 1 < options.size(); ++i) {
        left -= options[i].weight;
        if (left < 0) {
            return i;
        }
    }
    return options.size() - 1;
}

std::size_t inTurn(const CompiledStep& step, std::span<const BalanceOption> options,
                   std::uint64_t turn)
{
    const auto wanted = static_cast<std::uint16_t>(step.first + turn % step.count);
    const auto found = std::ranges::find_if(
        options, [&](const BalanceOption& option) { return option.candidate >= wanted; });
    return found == options.end() ? 0 : static_cast<std::size_t>(found - options.begin());
}

std::size_t leastBusy(std::span<const BalanceOption> options, double unit)
{
    const std::uint32_t least =
        std::ranges::min_element(options, {}, &BalanceOption::outstanding)->outstanding;
    const auto ties =
        static_cast<std::size_t>(std::ranges::count(options, least, &BalanceOption::outstanding));
    std::size_t skip = indexBelow(ties, unit);
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (options[i].outstanding == least && skip-- == 0) {
            return i;
        }
    }
    US_UNREACHABLE();
}

double loadOf(const BalanceOption& option, BalanceMetric metric)
{
    const double calls = static_cast<double>(option.outstanding);
    return metric == BalanceMetric::Outstanding ? calls : option.latency * (calls + 1);
}

std::size_t betterOfTwo(std::span<const BalanceOption> options, BalanceMetric metric,
                        const BalanceDraws& draws)
{
    if (options.size() == 1) {
        return 0;
    }
    const std::size_t one = indexBelow(options.size(), draws.first);
    std::size_t other = indexBelow(options.size() - 1, draws.second);
    other += other >= one ? 1 : 0; // the second is drawn from the rest
    return loadOf(options[other], metric) < loadOf(options[one], metric) ? other : one;
}

template<class Member>
std::size_t lowest(std::span<const BalanceOption> options, Member member)
{
    return static_cast<std::size_t>(std::ranges::min_element(options, {}, member) -
                                    options.begin());
}

} // namespace

bool choosesByLatency(const CompiledChain& chain)
{
    return std::ranges::any_of(chain.steps, [](const CompiledStep& step) {
        const Selection& selection = step.selection;
        return selection.kind == SelectionKind::Balance &&
               (selection.strategy == BalanceStrategy::Latency ||
                selection.strategy == BalanceStrategy::TwoChoices);
    });
}

std::size_t chooseBalanced(const Selection& selection, const CompiledStep& step,
                           std::span<const BalanceOption> options, const BalanceDraws& draws)
{
    US_CHECK(!options.empty());
    switch (selection.strategy) {
    case BalanceStrategy::Weighted: return byWeight(options, draws.first);
    case BalanceStrategy::RoundRobin: return inTurn(step, options, draws.turn);
    case BalanceStrategy::LeastOutstanding: return leastBusy(options, draws.first);
    case BalanceStrategy::Latency: return lowest(options, &BalanceOption::latency);
    case BalanceStrategy::TwoChoices: return betterOfTwo(options, selection.metric, draws);
    case BalanceStrategy::Cheapest: return lowest(options, &BalanceOption::price);
    }
    US_UNREACHABLE();
}

} // namespace understudy
