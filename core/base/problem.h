// What is wrong with something a person gave us: a file, a flag, an address. Never used for a
// failing provider (that is data, see AttemptSignal) nor for a bug of ours (see check.h).
#pragma once

#include <string>
#include <vector>

namespace understudy {

struct Problem
{
    std::string code;    // stable, dotted, for tests and translation: "range", "json.syntax"
    std::string pointer; // JSON pointer of the bad value, empty when it is the whole
    std::string what;    // plain English: what is wrong and what is allowed
    int line = 0;        // from 1; 0 when there is no text behind it
    int column = 0;      // from 1, in bytes

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

// "FILE:LINE:COL: POINTER: what", as every program of ours prints it. Empty parts are left out.
std::string formatProblem(const std::string& file, const Problem& problem);

} // namespace understudy
