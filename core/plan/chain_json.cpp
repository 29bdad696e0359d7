#include "core/plan/chain_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/chain_reader.h"
#include "core/plan/derived_ids.h"
#include "core/plan/member_reader.h"
#include "core/plan/validation.h"

#include <algorithm>

namespace understudy {

namespace {

// Of a file that is broken this often, the rest is not worth its checks.
constexpr std::size_t kMostReadProblems = 1000;

bool isAtOrBelow(std::string_view pointer, std::string_view place)
{
    return pointer.starts_with(place) &&
           (pointer.size() == place.size() || pointer[place.size()] == '/');
}

// What could not be read has been said; what validation says about the gap it left would be noise.
bool isConsequenceOf(const Problems& readProblems, const Problem& problem)
{
    return std::ranges::any_of(readProblems, [&](const Problem& read) {
        return isAtOrBelow(problem.pointer, read.pointer) ||
               (problem.code == "enabled" && isAtOrBelow(read.pointer, problem.pointer));
    });
}

void addRuleProblems(const Chain& chain, Problems& problems)
{
    if (problems.size() > kMostReadProblems) {
        return;
    }
    const Problems readProblems = problems;
    for (Problem& problem : validate(chain)) {
        if (!isConsequenceOf(readProblems, problem)) {
            problems.push_back(std::move(problem));
        }
    }
}

} // namespace

Result<Chain, Problems> chainFromJson(std::string_view text)
{
    const Result<Json, Problems> json = parseStrictJson(text);
    if (!json) {
        return Failure{json.error()};
    }
    Problems problems;
    ObjectReader reader(*json, "", problems);
    if (!isDocumentOf(reader, kChainFormat)) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    Chain chain = readChain(reader);
    addRuleProblems(chain, problems);
    if (!problems.empty()) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    return withDerivedIds(std::move(chain));
}

} // namespace understudy
