// Numbers as people read them, the same on every machine: no locale, no printf.
#pragma once

#include <cstdint>
#include <string>

namespace understudy {

std::string grouped(std::uint64_t value);            // "1,234,567"
std::string fixedNumber(double value, int decimals); // "12.30"; decimals 0..9
std::string shortNumber(double value);               // as few digits as name it: "0.999", "4000"
std::string hexDigits(std::uint64_t value);          // 16, lower case
std::string significantNumber(double value,
                              int digits); // rounded to digits, 1..9: "0.0123", "1230"

std::string spanText(double seconds); // "3.20 h"

} // namespace understudy
