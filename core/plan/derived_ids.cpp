#include "core/plan/derived_ids.h"

#include <map>
#include <set>
#include <string>

namespace understudy {

namespace {

class FreeIds
{
public:
    void take(const std::string& id) { m_taken.insert(id); }

    // `wanted`, or `wanted` + "#N" with the smallest N that is free.
    std::string make(const std::string& wanted)
    {
        std::string id = wanted;
        int& number = m_last.try_emplace(wanted, 1).first->second;
        while (!m_taken.insert(id).second) {
            id = wanted + '#' + std::to_string(++number);
        }
        return id;
    }

private:
    std::set<std::string> m_taken;
    std::map<std::string, int> m_last; // where the search for a free number goes on
};

} // namespace

Chain withDerivedIds(Chain chain)
{
    FreeIds stepIds;
    FreeIds candidateIds;
    for (const Step& step : chain.steps) {
        stepIds.take(step.id);
        for (const Candidate& candidate : step.candidates) {
            candidateIds.take(candidate.id);
        }
    }
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        Step& step = chain.steps[i];
        if (step.id.empty()) {
            step.id = stepIds.make("step-" + std::to_string(i + 1));
        }
        for (Candidate& candidate : step.candidates) {
            if (candidate.id.empty()) {
                candidate.id = candidateIds.make(candidate.model);
            }
        }
    }
    return chain;
}

} // namespace understudy
