// What every refused file owes its reader, whatever was wrong with it.
#pragma once

#include "core/base/check.h"
#include "core/base/result.h"

namespace understudy {

inline void checkProblems(const Problems& problems)
{
    US_CHECK(!problems.empty());
    for (const Problem& problem : problems) {
        US_CHECK(!problem.code.empty() && !problem.what.empty());
        US_CHECK(problem.line > 0 && problem.column > 0);
    }
}

} // namespace understudy
