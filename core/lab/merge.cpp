#include "core/lab/merge.h"

#include "core/base/check.h"
#include "core/report/number_text.h"

#include <algorithm>

namespace understudy {

namespace {

std::string nameOf(const Shard& shard)
{
    return "shard " + std::to_string(shard.index) + " of " + std::to_string(shard.count);
}

void refuse(Problems& problems, std::string what)
{
    problems.push_back({.code = "merge", .pointer = {}, .what = std::move(what)});
}

// What differs between two shards of the same simulation, in words; empty when nothing does.
std::string differenceOf(const SimulationRecord& a, const SimulationRecord& b)
{
    const auto differ = [](std::string_view what, const std::string& ours,
                           const std::string& theirs) {
        return "has another " + std::string(what) + " (" + theirs + " instead of " + ours + ")";
    };
    if (a.version != b.version) {
        return differ("version", a.version, b.version);
    }
    if (a.seed != b.seed) {
        return differ("seed", std::to_string(a.seed), std::to_string(b.seed));
    }
    if (a.scenarioIdentity != b.scenarioIdentity || a.scenario != b.scenario ||
        a.isIsolated != b.isIsolated) {
        return differ("scenario", a.scenario + " " + hexDigits(a.scenarioIdentity),
                      b.scenario + " " + hexDigits(b.scenarioIdentity));
    }
    if (a.runs != b.runs || a.worlds != b.worlds || a.units != b.units) {
        return differ("number of runs", std::to_string(a.runs * a.worlds),
                      std::to_string(b.runs * b.worlds));
    }
    if (a.shard->count != b.shard->count) {
        return differ("number of shards", std::to_string(a.shard->count),
                      std::to_string(b.shard->count));
    }
    if (a.chains.size() != b.chains.size()) {
        return differ("number of chains", std::to_string(a.chains.size()),
                      std::to_string(b.chains.size()));
    }
    for (std::size_t i = 0; i < a.chains.size(); ++i) {
        if (a.chains[i].identity != b.chains[i].identity ||
            a.chains[i].labels != b.chains[i].labels || a.chains[i].name != b.chains[i].name) {
            return differ("chain", a.chains[i].name + " " + hexDigits(a.chains[i].identity),
                          b.chains[i].name + " " + hexDigits(b.chains[i].identity));
        }
    }
    return {};
}

// Every shard must hold exactly its units, once.
bool hasItsUnits(const SimulationRecord& record)
{
    return std::all_of(record.chains.begin(), record.chains.end(), [&](const ChainRecord& chain) {
        std::uint64_t wanted = record.shard->index - 1;
        for (const UnitRecord& unit : chain.units) {
            if (unit.unit != wanted) {
                return false;
            }
            wanted += record.shard->count;
        }
        return wanted >= record.units;
    });
}

Problems problemsOf(const std::vector<NamedShard>& shards, const std::string& version)
{
    Problems problems;
    const SimulationRecord& first = shards.front().record;
    if (first.version != version) {
        refuse(problems, shards.front().file + ": was made by version " + first.version +
                             ", and this is " + version);
    }
    std::vector<const NamedShard*> found;
    for (const NamedShard& shard : shards) {
        const std::string difference = differenceOf(first, shard.record);
        const Shard& which = *shard.record.shard;
        if (!difference.empty()) {
            refuse(problems, shard.file + ": " + difference + ", unlike " + shards.front().file);
            continue;
        }
        const auto twin = std::find_if(found.begin(), found.end(), [&](const NamedShard* other) {
            return other->record.shard->index == which.index;
        });
        if (twin != found.end()) {
            refuse(problems,
                   nameOf(which) + " stands twice: in " + (*twin)->file + " and in " + shard.file);
            continue;
        }
        found.push_back(&shard);
        if (!shard.record.isComplete || !hasItsUnits(shard.record)) {
            refuse(problems, shard.file + ": " + nameOf(which) +
                                 " is not complete: it was interrupted or changed");
        }
    }
    constexpr std::size_t kMostNamed = 20; // more would help nobody
    for (std::uint64_t i = 1; problems.size() < kMostNamed && i <= first.shard->count; ++i) {
        const auto isIt = [&](const NamedShard* shard) { return shard->record.shard->index == i; };
        if (std::none_of(found.begin(), found.end(), isIt)) {
            refuse(problems, nameOf({i, first.shard->count}) + " is missing");
        }
    }
    return problems;
}

void join(ChainRecord& whole, const ChainRecord& part)
{
    for (std::size_t group = 0; group < part.groups.size(); ++group) {
        whole.groups[group].add(part.groups[group]);
    }
    addCandidates(whole.candidates, part.candidates);
    whole.units.insert(whole.units.end(), part.units.begin(), part.units.end());
    for (const GoalLine& goal : part.goals) {
        if (std::find(whole.goals.begin(), whole.goals.end(), goal) == whole.goals.end()) {
            whole.goals.push_back(goal);
        }
    }
}

} // namespace

Result<SimulationRecord, Problems> mergeShards(std::vector<NamedShard> shards,
                                               const std::string& version)
{
    US_CHECK(!shards.empty());
    Problems problems = problemsOf(shards, version);
    if (!problems.empty()) {
        return Failure{std::move(problems)};
    }
    SimulationRecord whole = std::move(shards.front().record);
    for (std::size_t i = 1; i < shards.size(); ++i) {
        for (std::size_t chain = 0; chain < whole.chains.size(); ++chain) {
            join(whole.chains[chain], shards[i].record.chains[chain]);
        }
        // They ran beside one another: the whole took as long as the slowest.
        whole.wallSeconds = std::max(whole.wallSeconds, shards[i].record.wallSeconds);
    }
    for (ChainRecord& chain : whole.chains) {
        std::sort(chain.units.begin(), chain.units.end(),
                  [](const UnitRecord& a, const UnitRecord& b) { return a.unit < b.unit; });
    }
    whole.shard.reset();
    return whole;
}

} // namespace understudy
