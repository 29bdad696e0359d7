#include "ui/models/chain_edits.h"

#include "core/base/check.h"

#include <algorithm>
#include <string>
#include <utility>

namespace understudy {

namespace {

std::size_t stepOfRow(const Chain& chain, int row)
{
    const std::vector<RowPlace> rows = rowsOf(chain);
    const auto index = static_cast<std::size_t>(row);
    return index < rows.size() ? rows[index].step : chain.steps.size();
}

RowPlace placeOf(const Chain& chain, int row)
{
    const std::vector<RowPlace> rows = rowsOf(chain);
    US_CHECK(row >= 0 && static_cast<std::size_t>(row) < rows.size());
    return rows[static_cast<std::size_t>(row)];
}

bool hasId(const Chain& chain, const std::string& id)
{
    return std::any_of(chain.steps.begin(), chain.steps.end(), [&](const Step& step) {
        return step.id == id ||
               std::any_of(step.candidates.begin(), step.candidates.end(),
                           [&](const Candidate& candidate) { return candidate.id == id; });
    });
}

// As files make ids: the wish itself, else made unique by "#2", "#3", ...
std::string uniqueCandidateId(const Chain& chain, const std::string& wish)
{
    std::string id = wish;
    for (int number = 2; hasId(chain, id); ++number) {
        id = wish + "#" + std::to_string(number);
    }
    return id;
}

std::string uniqueStepId(const Chain& chain)
{
    std::size_t number = chain.steps.size() + 1;
    std::string id = "step-" + std::to_string(number);
    while (hasId(chain, id)) {
        id = "step-" + std::to_string(++number);
    }
    return id;
}

void insertStep(Chain& chain, int before, Step step)
{
    const auto place = static_cast<std::ptrdiff_t>(stepOfRow(chain, before));
    chain.steps.insert(chain.steps.begin() + place, std::move(step));
}

} // namespace

std::vector<RowPlace> rowsOf(const Chain& chain)
{
    std::vector<RowPlace> rows;
    for (std::size_t step = 0; step < chain.steps.size(); ++step) {
        for (std::size_t i = 0; i < chain.steps[step].candidates.size(); ++i) {
            rows.push_back({step, i});
        }
    }
    return rows;
}

const Candidate& candidateAt(const Chain& chain, int row)
{
    const RowPlace place = placeOf(chain, row);
    return chain.steps[place.step].candidates[place.candidate];
}

Candidate& candidateAt(Chain& chain, int row)
{
    const RowPlace place = placeOf(chain, row);
    return chain.steps[place.step].candidates[place.candidate];
}

RowRange stepRows(const Chain& chain, int row)
{
    const std::vector<RowPlace> rows = rowsOf(chain);
    const std::size_t step = placeOf(chain, row).step;
    const auto isInStep = [&](int other) {
        return other >= 0 && other < static_cast<int>(rows.size()) &&
               rows[static_cast<std::size_t>(other)].step == step;
    };
    RowRange range{row, row};
    while (isInStep(range.first - 1)) {
        --range.first;
    }
    while (isInStep(range.last + 1)) {
        ++range.last;
    }
    return range;
}

Chain withStepMoved(Chain chain, int row, int before)
{
    const std::size_t from = stepOfRow(chain, row);
    const std::size_t to = stepOfRow(chain, before);
    const auto begin = chain.steps.begin();
    const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i); };
    if (from < to) {
        std::rotate(at(from), at(from + 1), at(to));
    } else {
        std::rotate(at(to), at(from), at(from + 1));
    }
    return chain;
}

Chain withModelInserted(Chain chain, int before, std::string_view provider, std::string_view model)
{
    Step step;
    step.id = uniqueStepId(chain);
    Candidate& candidate = step.candidates.emplace_back();
    candidate.provider = provider;
    candidate.model = model;
    candidate.id = uniqueCandidateId(chain, candidate.model);
    insertStep(chain, before, std::move(step));
    return chain;
}

Chain withCopy(Chain chain, int row, int before)
{
    Step step;
    step.id = uniqueStepId(chain);
    step.candidates.push_back(candidateAt(chain, row));
    Candidate& copy = step.candidates.front();
    copy.id = uniqueCandidateId(chain, copy.model);
    insertStep(chain, before, std::move(step));
    return chain;
}

Chain withRowRemoved(Chain chain, int row)
{
    const RowPlace place = placeOf(chain, row);
    std::vector<Candidate>& candidates = chain.steps[place.step].candidates;
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(place.candidate));
    if (candidates.empty()) {
        chain.steps.erase(chain.steps.begin() + static_cast<std::ptrdiff_t>(place.step));
    }
    return chain;
}

std::vector<std::string> providersOf(const Chain& chain)
{
    std::vector<std::string> providers;
    for (const Step& step : chain.steps) {
        for (const Candidate& candidate : step.candidates) {
            if (std::find(providers.begin(), providers.end(), candidate.provider) ==
                providers.end()) {
                providers.push_back(candidate.provider);
            }
        }
    }
    return providers;
}

} // namespace understudy
