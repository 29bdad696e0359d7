#include "core/base/problem.h"

namespace understudy {

std::string formatProblem(const std::string& file, const Problem& problem)
{
    std::string text = file;
    if (problem.line > 0) {
        text += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
    }
    if (!text.empty()) {
        text += ": ";
    }
    if (!problem.pointer.empty()) {
        text += problem.pointer + ": ";
    }
    return text + problem.what;
}

} // namespace understudy
