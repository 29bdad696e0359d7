#include "core/json/number_range.h"

#include <locale>
#include <sstream>

namespace understudy {

namespace {

std::string plain(double value)
{
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream << value;
    return stream.str();
}

} // namespace

std::string mustBe(IntegerRange range)
{
    const std::string low = std::to_string(range.low);
    if (range.high == IntegerRange{}.high) {
        return "must be an integer of at least " + low;
    }
    return "must be an integer from " + low + " to " + std::to_string(range.high);
}

std::string mustBe(NumberRange range)
{
    if (range.high == NumberRange{}.high) {
        return "must be a number of at least " + plain(range.low);
    }
    return "must be a number from " + plain(range.low) + " to " + plain(range.high);
}

} // namespace understudy
