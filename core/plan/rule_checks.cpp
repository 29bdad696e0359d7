#include "core/plan/rule_checks.h"

#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/json/json_text.h"
#include "core/plan/limits.h"

#include <set>

namespace understudy {

void RuleChecks::refuse(const char* code, const std::string& pointer, std::string what)
{
    m_problems.push_back({code, m_place + pointer, std::move(what)});
}

void RuleChecks::wait(const std::string& pointer, Duration value)
{
    if (!limits::isWait(value)) {
        refuse("range", pointer, mustBe(limits::kWait) + " (milliseconds)");
    }
}

void RuleChecks::limit(const std::string& pointer, Duration value)
{
    if (!limits::isLimit(value)) {
        refuse("range", pointer, mustBe(limits::kLimit) + " (milliseconds)");
    }
}

void RuleChecks::integer(const std::string& pointer, IntegerRange range, std::int64_t value)
{
    if (!range.holds(value)) {
        refuse("range", pointer, mustBe(range));
    }
}

void RuleChecks::number(const std::string& pointer, NumberRange range, double value)
{
    if (!range.holds(value)) {
        refuse("range", pointer, mustBe(range));
    }
}

void RuleChecks::jsonMembers(const std::string& pointer, const JsonMembers& members)
{
    std::set<std::string_view> names;
    for (const auto& member : members) {
        const std::string place = pointerTo(pointer, member.first);
        if (!names.insert(member.first).second) {
            refuse("unique", place, "stands twice");
        }
        if (!isJsonText(member.second)) {
            refuse("json", place, "is not JSON");
        }
    }
}

void RuleChecks::plainText(const std::string& pointer, const std::string& text)
{
    if (hasControlCharacter(text)) {
        refuse("control", pointer, "must not hold control characters or line breaks");
    }
}

} // namespace understudy
