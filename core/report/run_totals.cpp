#include "core/report/run_totals.h"

namespace understudy {

void CandidateTotals::add(const CandidateTotals& other)
{
    attempts += other.attempts;
    succeeded += other.succeeded;
    served += other.served;
    skipped += other.skipped;
    breakerOpens += other.breakerOpens;
    rejectedByLimit += other.rejectedByLimit;
}

void RunCounters::add(const RunCounters& other)
{
    runs += other.runs;
    answered += other.answered;
    attempts += other.attempts;
    switches += other.switches;
    discardedTokens += other.discardedTokens;
    cost += other.cost;
    wasted += other.wasted;
    unknownCost += other.unknownCost;
}

RunCounters RunCounters::since(const RunCounters& before) const
{
    return {.runs = runs - before.runs,
            .answered = answered - before.answered,
            .attempts = attempts - before.attempts,
            .switches = switches - before.switches,
            .discardedTokens = discardedTokens - before.discardedTokens,
            .cost = cost - before.cost,
            .wasted = wasted - before.wasted,
            .unknownCost = unknownCost - before.unknownCost};
}

void RunTotals::add(const RunTotals& other)
{
    RunCounters::add(other);
    total.add(other.total);
    firstToken.add(other.firstToken);
    failed.add(other.failed);
    addCandidates(candidates, other.candidates);
}

void addCandidates(std::vector<CandidateTotals>& into, const std::vector<CandidateTotals>& from)
{
    if (into.size() < from.size()) {
        into.resize(from.size());
    }
    for (std::size_t i = 0; i < from.size(); ++i) {
        into[i].add(from[i]);
    }
}

} // namespace understudy
