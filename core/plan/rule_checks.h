// The checks that all rules share, and where their problems go. Internal to core/plan.
#pragma once

#include "core/base/problem.h"
#include "core/base/time.h"
#include "core/json/number_range.h"
#include "core/plan/file_members.h"

#include <cstdint>
#include <string>

namespace understudy {

// Collects the problems of one place in a file. Pointers given to it are relative to that place.
class RuleChecks
{
public:
    RuleChecks(Problems& problems, std::string place)
        : m_problems(problems)
        , m_place(std::move(place))
    {}

    RuleChecks below(const std::string& pointer) const { return {m_problems, m_place + pointer}; }

    void refuse(const char* code, const std::string& pointer, std::string what);
    // A wait may be 0, a limit is at least 1 ms.
    void wait(const std::string& pointer, Duration value);
    void limit(const std::string& pointer, Duration value);
    void integer(const std::string& pointer, IntegerRange range, std::int64_t value);
    void number(const std::string& pointer, NumberRange range, double value);
    // Members handed on as JSON: each name once, each text JSON.
    void jsonMembers(const std::string& pointer, const JsonMembers& members);
    // Names that travel into headers, addresses and lists.
    void plainText(const std::string& pointer, const std::string& text);

private:
    Problems& m_problems;
    std::string m_place;
};

} // namespace understudy
