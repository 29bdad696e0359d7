#include "core/json/json_pointer.h"
#include "core/json/object_reader.h"
#include "core/lab/histogram_text.h"
#include "core/lab/shard_json.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace understudy {

namespace {

constexpr IntegerRange kCount{};
constexpr IntegerRange kFromOne{1, std::numeric_limits<std::int64_t>::max()};

std::uint64_t readCount(ObjectReader& reader, std::string_view name, IntegerRange range = kCount)
{
    reader.require({name});
    return static_cast<std::uint64_t>(reader.integer(name, range).value_or(0));
}

std::string readText(ObjectReader& reader, std::string_view name)
{
    reader.require({name});
    return reader.text(name).value_or("");
}

// All 64 bits: seeds and digests are no counts.
std::uint64_t readHex(ObjectReader& reader, std::string_view name)
{
    const std::string text = readText(reader, name);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size() || text.size() != 16) {
        reader.refuse(name, "hex", "must be 16 hex digits");
    }
    return value;
}

std::uint64_t readSeed(ObjectReader& reader)
{
    const Json* seed = reader.any("seed");
    if (seed == nullptr || !seed->is_number_unsigned()) {
        reader.refuse("seed", "type", "must be an integer of at least 0");
        return 0;
    }
    return seed->get<std::uint64_t>();
}

template<class Read>
void readItems(ObjectReader& reader, std::string_view name, Read read)
{
    reader.require({name});
    const Json* items = reader.array(name);
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i) {
        ObjectReader item((*items)[i], pointerTo(pointerTo(reader.pointer(), name), i),
                          reader.problems());
        read(item);
    }
}

void readCounters(ObjectReader& reader, RunCounters& counters)
{
    counters.runs = readCount(reader, "runs");
    counters.answered = readCount(reader, "answered");
    counters.attempts = readCount(reader, "attempts");
    counters.switches = readCount(reader, "switches");
    counters.discardedTokens = readCount(reader, "discarded_tokens");
    counters.cost = static_cast<std::int64_t>(readCount(reader, "cost_nusd"));
    counters.wasted = static_cast<std::int64_t>(readCount(reader, "wasted_nusd"));
    counters.unknownCost = readCount(reader, "unknown_cost");
}

Histogram readHistogram(ObjectReader& reader, std::string_view name)
{
    auto histogram = histogramFromText(readText(reader, name));
    if (!histogram) {
        reader.refuse(name, "histogram", "is no histogram as shards write them");
    }
    return histogram.value_or(Histogram());
}

// The chain that an item is about; null, with a Problem, when there is none.
ChainRecord* chainOf(ObjectReader& reader, SimulationRecord& record)
{
    const std::uint64_t index = readCount(reader, "chain");
    if (index >= record.chains.size()) {
        reader.refuse("chain", "range", "must be the number of a chain of this shard, from 0");
        return nullptr;
    }
    return &record.chains[index];
}

void readUnit(ObjectReader& reader, SimulationRecord& record)
{
    UnitRecord unit{.unit = readCount(reader, "unit"),
                    .digest = readHex(reader, "digest"),
                    .virtualTime =
                        Duration{static_cast<std::int64_t>(readCount(reader, "virtual_us"))}};
    readCounters(reader, unit.counters);
    if (ChainRecord* chain = chainOf(reader, record)) {
        chain->units.push_back(unit);
    }
}

void readGroup(ObjectReader& reader, SimulationRecord& record)
{
    RunTotals totals;
    readCounters(reader, totals);
    totals.total = readHistogram(reader, "total_us");
    totals.firstToken = readHistogram(reader, "first_token_us");
    totals.failed = readHistogram(reader, "failed_us");
    const std::uint64_t group = readCount(reader, "group");
    ChainRecord* chain = chainOf(reader, record);
    if (chain != nullptr && group < chain->groups.size()) {
        chain->groups[group] = std::move(totals);
    } else if (chain != nullptr) {
        reader.refuse("group", "range", "is no group of this simulation");
    }
}

void readChain(ObjectReader& reader, SimulationRecord& record)
{
    ChainRecord chain{.name = readText(reader, "name"), .identity = readHex(reader, "identity")};
    const Json* goals = reader.array("goals");
    for (std::size_t i = 0; goals != nullptr && i < goals->size(); ++i) {
        const Json& text = (*goals)[i];
        const auto goal =
            text.is_string() ? goalFromText(text.get<std::string>()) : goalFromText("");
        if (goal) {
            chain.goals.push_back(*goal);
        } else {
            reader.refuse("goals", "goal", goal.error().what);
        }
    }
    record.chains.push_back(std::move(chain));
}

// What the ordinary result says of a chain and merging needs: names and counts of its candidates.
void readCandidate(ObjectReader& reader, ChainRecord& chain)
{
    chain.labels.push_back({.step = readText(reader, "step"),
                            .candidate = readText(reader, "candidate"),
                            .provider = readText(reader, "provider"),
                            .model = readText(reader, "model")});
    chain.candidates.push_back({.attempts = readCount(reader, "attempts"),
                                .succeeded = readCount(reader, "succeeded"),
                                .served = readCount(reader, "served"),
                                .skipped = readCount(reader, "skipped"),
                                .breakerOpens = readCount(reader, "breaker_opens"),
                                .rejectedByLimit = readCount(reader, "rejected_by_limit")});
}

void readResultChain(ObjectReader& reader, ChainRecord& chain)
{
    reader.require({"attempts"});
    if (const Json* attempts = reader.object("attempts")) {
        ObjectReader inner(*attempts, pointerTo(reader.pointer(), "attempts"), reader.problems());
        readItems(inner, "by_candidate",
                  [&](ObjectReader& candidate) { readCandidate(candidate, chain); });
    }
    if (reader.isNull("independent")) {
        return;
    }
    if (const Json* independent = reader.object("independent")) {
        ObjectReader inner(*independent, pointerTo(reader.pointer(), "independent"),
                           reader.problems());
        chain.independentAvailability = inner.number("availability", {0, 1});
    }
}

void readShard(ObjectReader& reader, SimulationRecord& record)
{
    record.shard =
        Shard{.index = readCount(reader, "i", kFromOne), .count = readCount(reader, "n", kFromOne)};
    record.units = readCount(reader, "of_units");
    record.runs = readCount(reader, "runs_per_world", kFromOne);
    record.scenarioIdentity = readHex(reader, "scenario_identity");
    readItems(reader, "chains", [&](ObjectReader& chain) { readChain(chain, record); });
    if (record.shard->index > record.shard->count) {
        reader.refuse("i", "range", "must be at most n");
    }
    if (!reader.problems().empty()) {
        return; // what follows is counted by what was read so far
    }
    const Grouping grouping = groupingOf(record.isIsolated, record.runs, record.worlds);
    for (ChainRecord& chain : record.chains) {
        chain.groups.resize(grouping.groups);
    }
    readItems(reader, "units", [&](ObjectReader& unit) { readUnit(unit, record); });
    readItems(reader, "groups", [&](ObjectReader& group) { readGroup(group, record); });
}

void readResult(ObjectReader& reader, SimulationRecord& record)
{
    record.version = readText(reader, "version");
    record.scenario = readText(reader, "scenario");
    record.seed = readSeed(reader);
    record.worlds = readCount(reader, "worlds", kFromOne);
    reader.require({"isolated", "complete", "wall_s"});
    record.isIsolated = reader.boolean("isolated").value_or(true);
    record.isComplete = reader.boolean("complete").value_or(false);
    record.wallSeconds = reader.number("wall_s", {}).value_or(0);
    const Json* shard = reader.object("shard");
    if (shard == nullptr) {
        reader.refuseWhole("shard", "is no shard of a simulation: it has no member \"shard\"");
        return;
    }
    ObjectReader inner(*shard, "/shard", reader.problems());
    readShard(inner, record);
    std::size_t next = 0;
    readItems(reader, "chains", [&](ObjectReader& chain) {
        if (next < record.chains.size()) {
            readResultChain(chain, record.chains[next++]);
        }
    });
}

} // namespace

Result<SimulationRecord, Problems> shardFromJson(std::string_view text)
{
    // Many groups of many shards' runs may be longer than what people write.
    Json tree;
    if (text.size() <= kMostJsonBytes) {
        auto parsed = parseStrictJson(text);
        if (!parsed) {
            return Failure{parsed.error()};
        }
        tree = std::move(*parsed);
    } else {
        tree = Json::parse(text, nullptr, false);
        if (tree.is_discarded()) {
            return Failure{Problems{{.code = "json.syntax", .pointer = {}, .what = "is no JSON"}}};
        }
    }
    SimulationRecord record;
    Problems problems;
    ObjectReader reader(tree, "", problems);
    readResult(reader, record);
    if (!problems.empty()) {
        if (text.size() <= kMostJsonBytes) {
            addPlaces(text, problems);
        }
        return Failure{std::move(problems)};
    }
    return record;
}

} // namespace understudy
