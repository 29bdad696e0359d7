// The ranges of everything that a chain or scenario holds: read by the file reader, the validation
// and the forms alike.
#pragma once

#include "core/base/time.h"
#include "core/json/number_range.h"

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

constexpr bool isWait(Duration span)
{
    return span >= Duration::zero() && span <= milliseconds(kMostMilliseconds);
}
constexpr bool isLimit(Duration span)
{
    return span >= milliseconds(1) && span <= milliseconds(kMostMilliseconds);
}

} // namespace understudy::limits
