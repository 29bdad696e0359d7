#include "core/wire/time_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace understudy {

namespace {

constexpr double kMicroseconds = 1e6;
constexpr double kLongestSeconds = 1e9; // about 31 years; longer is nonsense and might overflow

struct CalendarTime
{
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
};

std::optional<UnixTime> unixTime(const CalendarTime& time)
{
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(time.year)),
                                           std::chrono::month(static_cast<unsigned>(time.month)),
                                           std::chrono::day(static_cast<unsigned>(time.day))};
    if (!date.ok() || time.hour > 23 || time.minute > 59 || time.second > 60) {
        return std::nullopt;
    }
    const std::chrono::seconds clock{(time.hour * 60 + time.minute) * 60 + time.second};
    return UnixTime(std::chrono::sys_days(date).time_since_epoch() + clock);
}

// Reads text by a pattern: 'Y' 'M' 'D' 'h' 'm' 's' take one digit each, 'N' stands for a month's
// three letters, '?' takes any character, and everything else stands for itself.
class PatternReader
{
public:
    bool read(std::string_view text, std::string_view pattern)
    {
        std::size_t at = 0;
        for (const char c : pattern) {
            if (at >= text.size()) {
                return false;
            }
            if (c == 'N') {
                if (!readMonth(text.substr(at, 3))) {
                    return false;
                }
                at += 3;
                continue;
            }
            if (!readOne(c, text[at])) {
                return false;
            }
            ++at;
        }
        return at == text.size();
    }

    const CalendarTime& time() const { return m_time; }

private:
    bool readMonth(std::string_view name)
    {
        constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
        const std::size_t place = kMonths.find(name);
        m_time.month = static_cast<std::int64_t>(place / 3 + 1);
        return name.size() == 3 && place != std::string_view::npos && place % 3 == 0;
    }

    std::int64_t* fieldOf(char symbol)
    {
        switch (symbol) {
        case 'Y': return &m_time.year;
        case 'M': return &m_time.month;
        case 'D': return &m_time.day;
        case 'h': return &m_time.hour;
        case 'm': return &m_time.minute;
        case 's': return &m_time.second;
        default: return nullptr;
        }
    }

    bool readOne(char symbol, char c)
    {
        std::int64_t* field = fieldOf(symbol);
        if (field == nullptr) {
            return symbol == '?' || symbol == c;
        }
        // asctime pads a one-digit day with a blank.
        const char digit = c == ' ' && field == &m_time.day && *field == 0 ? '0' : c;
        *field = *field * 10 + (digit - '0');
        return digit >= '0' && digit <= '9';
    }

    CalendarTime m_time;
};

std::optional<UnixTime> readDate(std::string_view text, std::string_view pattern)
{
    PatternReader reader;
    return reader.read(text, pattern) ? unixTime(reader.time()) : std::nullopt;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// Takes "12.5" off the front.
std::optional<double> takeNumber(std::string_view& text)
{
    const auto isPart = [](char c) { return isDigit(c) || c == '.'; };
    const auto end = std::find_if_not(text.begin(), text.end(), isPart);
    const auto length = static_cast<std::size_t>(end - text.begin());
    const std::optional<double> number = parseDecimal(text.substr(0, length));
    text.remove_prefix(length);
    return number;
}

struct Unit
{
    std::string_view name;
    double seconds;
};

// Longer names first: "ms" must not be taken for minutes.
constexpr auto kUnits = std::to_array<Unit>({
    {"ms", 1e-3},
    {"us", 1e-6},
    {"\xC2\xB5s", 1e-6}, // micro sign
    {"\xCE\xBCs", 1e-6}, // Greek mu
    {"ns", 1e-9},
    {"h", 3600},
    {"m", 60},
    {"s", 1},
});

// The fraction and the offset that follow the seconds of RFC 3339.
std::optional<Duration> readZone(std::string_view text)
{
    Duration fraction{};
    if (text.starts_with('.')) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        const auto seconds = parseDecimal("0" + std::string(text.substr(0, end)));
        if (end < 2 || !seconds) {
            return std::nullopt;
        }
        fraction = durationFromSeconds(*seconds).value_or(Duration{});
        text.remove_prefix(end);
    }
    if (text == "Z" || text == "z") {
        return fraction;
    }
    PatternReader reader;
    if (text.empty() || !reader.read(text.substr(1), "hh:mm")) {
        return std::nullopt;
    }
    const std::chrono::minutes offset{reader.time().hour * 60 + reader.time().minute};
    return text.front() == '+'   ? std::optional(fraction - Duration(offset))
           : text.front() == '-' ? std::optional(fraction + Duration(offset))
                                 : std::nullopt;
}

} // namespace

std::optional<UnixTime> parseHttpDate(std::string_view text)
{
    constexpr std::string_view kZone = " GMT";
    if (!text.ends_with(kZone)) {
        return readDate(text, "??? N DD hh:mm:ss YYYY"); // C's asctime, without a zone
    }
    text.remove_suffix(kZone.size());
    if (const auto time = readDate(text, "???, DD N YYYY hh:mm:ss")) {
        return time;
    }
    // The obsolete form has a full day name and two digits of the year; all such dates that could
    // matter now are in this century.
    PatternReader reader;
    const std::size_t comma = std::min(text.find(','), text.size());
    if (!reader.read(text.substr(comma), ", DD-N-YY hh:mm:ss")) {
        return std::nullopt;
    }
    CalendarTime time = reader.time();
    time.year += 2000;
    return unixTime(time);
}

std::optional<UnixTime> parseRfc3339(std::string_view text)
{
    constexpr std::size_t kSecondsEnd = 19;
    if (text.size() <= kSecondsEnd) {
        return std::nullopt;
    }
    const auto time = readDate(text.substr(0, kSecondsEnd), "YYYY-MM-DD?hh:mm:ss");
    const auto zone = readZone(text.substr(kSecondsEnd));
    const char separator = text[10];
    const bool isSeparated = separator == 'T' || separator == 't' || separator == ' ';
    return time && zone && isSeparated ? std::optional(*time + *zone) : std::nullopt;
}

std::optional<Duration> parseGoDuration(std::string_view text)
{
    double seconds = 0;
    bool hasUnit = false;
    while (!text.empty()) {
        const std::optional<double> number = takeNumber(text);
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                       [text](const Unit& u) { return text.starts_with(u.name); });
        if (!number || unit == kUnits.end()) {
            return std::nullopt;
        }
        seconds += *number * unit->seconds;
        text.remove_prefix(unit->name.size());
        hasUnit = true;
    }
    return hasUnit ? durationFromSeconds(seconds) : std::nullopt;
}

std::optional<Duration> durationFromSeconds(double seconds)
{
    if (!(seconds >= 0 && seconds <= kLongestSeconds)) {
        return std::nullopt;
    }
    return Duration(static_cast<std::int64_t>(std::floor(seconds * kMicroseconds + 0.5)));
}

} // namespace understudy
