// The ranges of everything that a chain or scenario holds: read by the file reader, the validation
// and the forms alike.
#pragma once

#include "core/base/time.h"
#include "core/json/number_range.h"

#include <cstddef>
#include <cstdint>

namespace understudy::limits {

inline constexpr std::int64_t kMostMilliseconds = 1'000'000'000'000;
inline constexpr std::int64_t kMostCount = 1'000'000'000;

inline constexpr IntegerRange kWait{0, kMostMilliseconds};  // ms: back-off, patience, windows
inline constexpr IntegerRange kLimit{1, kMostMilliseconds}; // ms: deadline and timeouts
inline constexpr IntegerRange kMaxAttempts{1, 100'000};
inline constexpr IntegerRange kTries{1, 1000};
inline constexpr IntegerRange kSteps{1, 64};
inline constexpr IntegerRange kCandidates{1, 256}; // of one step
inline constexpr IntegerRange kCount{0, kMostCount};
inline constexpr IntegerRange kPositiveCount{1, kMostCount};
inline constexpr IntegerRange kMoney{0, 1'000'000'000'000'000'000}; // nano-USD
inline constexpr IntegerRange kFaultStatus{400, 599};
inline constexpr NumberRange kFactor{1, 100};
inline constexpr NumberRange kShare{0, 1};
inline constexpr NumberRange kWeight{};
inline constexpr NumberRange kGoal{};
inline constexpr NumberRange kLawParameter{};
inline constexpr NumberRange kUsdPerMtok{0, 1e6};

// Scenarios
inline constexpr NumberRange kGammaCv{0, 100}; // 0: a constant
inline constexpr NumberRange kWeibullShape{0.01, 1000};
inline constexpr IntegerRange kMixtureParts{1, 100};
inline constexpr std::size_t kMixtureDepth = 8;
inline constexpr IntegerRange kQuantiles{1, 1000};
inline constexpr double kShareTolerance = 1e-9; // of shares that add up
inline constexpr double kShortestSpell = 1;     // ms: the mean of a process's spells
inline constexpr IntegerRange kAnswerStatus{200, 599};
inline constexpr IntegerRange kServers{1, 1'000'000};
inline constexpr NumberRange kPerMinute{1, 1e12};
inline constexpr NumberRange kRatePerSecond{1e-6, 1e9};
inline constexpr NumberRange kEveryMs{0.001, 1e12};
inline constexpr IntegerRange kClients{1, 1'000'000};
inline constexpr IntegerRange kRuns{1, 1'000'000'000}; // of one world
inline constexpr IntegerRange kWorlds{1, 1'000'000};
inline constexpr std::uint64_t kMostRuns = 10'000'000'000; // of all worlds

constexpr bool isWait(Duration span)
{
    return span >= Duration::zero() && span <= milliseconds(kMostMilliseconds);
}
constexpr bool isLimit(Duration span)
{
    return span >= milliseconds(1) && span <= milliseconds(kMostMilliseconds);
}

} // namespace understudy::limits
