// What is known of candidates across runs: breakers, cooling, latency, calls under way, and a
// chain's own counters. Entries belong to (provider, model, key), so that chains and revisions
// share them.
#pragma once

#include "core/base/time.h"
#include "core/engine/breaker.h"
#include "core/engine/latency_estimate.h"
#include "core/engine/retry_budget_meter.h"
#include "core/plan/compiled_chain.h"

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace understudy {

// Whom a wait hint of a failure concerns.
enum class CoolingScope : std::uint8_t
{
    Entry, // the candidate's provider, model and key
    Key,   // every entry with that key
    Host   // every entry of that provider
};
CoolingScope coolingScope(ErrorClass errorClass);

// Whether a failure says something about the candidate's health; the caller's own faults do not.
bool feedsBreaker(ErrorClass errorClass);

struct Cooling
{
    Instant until{};
    bool isInjected = false; // an outage of ours said so

    void extend(Instant when, bool injected);
};

struct HealthEntry
{
    Breaker breaker;
    LatencyEstimate latency;
    std::uint32_t outstanding = 0;
    Cooling cooling;
    Cooling* keyCooling = nullptr;
    Cooling* hostCooling = nullptr;

    Instant coolsUntil() const;
};

// A chain's candidates in the book, and what belongs to that chain alone.
struct ChainHealth
{
    std::shared_ptr<const CompiledChain> chain;
    std::vector<HealthEntry*> candidates;
    std::vector<std::uint64_t> turns; // of round robin, by step
    RetryBudgetMeter budget;
    std::size_t liveRuns = 0;
};

class HealthBook
{
public:
    // Stays valid while anyone else holds the chain or a run of it is live.
    ChainHealth& of(const std::shared_ptr<const CompiledChain>& chain);

    void cool(HealthEntry& entry, CoolingScope scope, Instant until, bool isInjected);
    // A key or a candidate was edited: what it was told before no longer counts.
    void forgetCooling();
    // The outages were changed: what the former ones said no longer counts.
    void forgetInjectedCooling();
    // As new, with all memory kept.
    void reset();

private:
    HealthEntry& entryOf(const CompiledChain& chain, std::size_t candidate);
    void dropUnused();

    std::list<ChainHealth> m_chains; // the one asked for last comes first
    std::map<std::string, HealthEntry> m_entries;
    std::map<std::string, Cooling> m_keys;
    std::map<std::string, Cooling> m_hosts;
};

} // namespace understudy
