// How a step chooses among its candidates. One mechanism, a closed set: order x width x stagger.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace understudy {

enum class SelectionKind : std::uint8_t
{
    InOrder,
    Race,
    Balance
};
enum class RaceWin : std::uint8_t
{
    FirstToken,
    Completed
};
enum class BalanceStrategy : std::uint8_t
{
    Weighted,
    RoundRobin,
    LeastOutstanding,
    Latency,
    TwoChoices,
    Cheapest,
};
enum class BalanceMetric : std::uint8_t
{
    LatencyOutstanding,
    Outstanding
};

struct Selection
{
    SelectionKind kind = SelectionKind::InOrder;
    // Race
    Duration stagger{0};                // between lane starts; 0 starts all at once
    std::optional<std::uint32_t> width; // most lanes in flight; none means all
    RaceWin win = RaceWin::FirstToken;
    // Balance
    BalanceStrategy strategy = BalanceStrategy::Weighted;
    bool siblings = true;
    BalanceMetric metric = BalanceMetric::LatencyOutstanding;

    bool operator==(const Selection&) const = default;
};

} // namespace understudy
