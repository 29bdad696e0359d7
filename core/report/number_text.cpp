#include "core/report/number_text.h"

#include "core/json/strict_json.h"

#include <cmath>

namespace understudy {

namespace {

double powerOfTen(int exponent)
{
    double power = 1;
    for (int i = 0; i < exponent; ++i) {
        power *= 10;
    }
    return power;
}

} // namespace

std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(); at > 3; at -= 3) {
        text.insert(at - 3, ",");
    }
    return text;
}

std::string fixedNumber(double value, int decimals)
{
    constexpr double kLargest = 1e18; // beyond that all digits are whole ones
    const double scaled = std::abs(value) * powerOfTen(decimals) + 0.5;
    if (!(scaled < kLargest)) {
        return shortNumber(value);
    }
    const auto units = static_cast<std::uint64_t>(scaled);
    std::string text = std::to_string(units);
    const auto wanted = static_cast<std::size_t>(decimals);
    if (text.size() <= wanted) {
        text.insert(0, wanted + 1 - text.size(), '0');
    }
    if (decimals > 0) {
        text.insert(text.size() - wanted, ".");
    }
    return value < 0 && units > 0 ? "-" + text : text;
}

std::string shortNumber(double value)
{
    constexpr double kWhole = 1e15;
    if (value == std::floor(value) && std::abs(value) < kWhole) {
        return std::to_string(static_cast<std::int64_t>(value));
    }
    return compactJsonText(Json(value));
}

std::string hexDigits(std::uint64_t value)
{
    std::string text(16, '0');
    for (std::size_t i = 0; i < text.size(); ++i) {
        text[i] = "0123456789abcdef"[(value >> (60 - 4 * i)) & 0xFU];
    }
    return text;
}

std::string significantNumber(double value, int digits)
{
    if (value == 0) {
        return "0";
    }
    int decimals = digits - 1;
    double size = std::abs(value);
    while (size >= 10 && decimals > 0) {
        size /= 10;
        --decimals;
    }
    while (size > 0 && size < 1 && decimals < 9) {
        size *= 10;
        ++decimals;
    }
    return fixedNumber(value, decimals);
}

std::string spanText(double seconds)
{
    struct Unit
    {
        double seconds;
        const char* name;
    };
    constexpr Unit kUnits[] = {
        {31'557'600, " years"}, {86'400, " days"}, {3'600, " h"}, {60, " min"}};
    for (const Unit& unit : kUnits) {
        if (seconds >= 2 * unit.seconds) {
            return significantNumber(seconds / unit.seconds, 3) + unit.name;
        }
    }
    return significantNumber(seconds, 3) + " s";
}

} // namespace understudy
