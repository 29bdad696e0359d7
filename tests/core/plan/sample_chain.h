// Small chains for tests: what a test does not mention is left at its default.
#pragma once

#include "core/plan/chain.h"

#include <string>
#include <vector>

namespace understudy::testing {

inline Candidate candidate(std::string provider, std::string model)
{
    Candidate result;
    result.provider = std::move(provider);
    result.model = std::move(model);
    return result;
}

inline Chain chainOf(const std::vector<std::vector<Candidate>>& steps)
{
    Chain chain;
    chain.name = "test";
    for (const std::vector<Candidate>& candidates : steps) {
        Step step;
        step.candidates = candidates;
        chain.steps.push_back(step);
    }
    return chain;
}

} // namespace understudy::testing
