// Which numbers a member may hold, and the words that say so.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace understudy {

struct IntegerRange
{
    std::int64_t low = 0;
    std::int64_t high = std::numeric_limits<std::int64_t>::max();

    constexpr bool holds(std::int64_t value) const { return value >= low && value <= high; }
};

struct NumberRange
{
    double low = 0;
    double high = std::numeric_limits<double>::max();

    constexpr bool holds(double value) const { return value >= low && value <= high; } // not NaN
};

// "must be an integer from 1 to 1000", "must be a number of at least 0".
std::string mustBe(IntegerRange range);
std::string mustBe(NumberRange range);

} // namespace understudy
