// The chain as a person writes it: values only, compared member by member, saved as JSON
// (chain_json.h). The engine runs its compiled form (compiled_chain.h).
#pragma once

#include "core/base/time.h"
#include "core/plan/backoff.h"
#include "core/plan/breaker_policy.h"
#include "core/plan/file_members.h"
#include "core/plan/price.h"
#include "core/plan/provider.h"
#include "core/plan/reaction.h"
#include "core/plan/selection.h"
#include "core/plan/timeouts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

enum class MidStream : std::uint8_t
{
    Restart,
    Keep,
    Continue
};
enum class WhenAllOpen : std::uint8_t
{
    Fail,
    TryLast
};

struct RetryBudget
{
    double ratio = 0.1; // 0..1
    Duration window = milliseconds(10'000);
    double floorPerSecond = 0;

    bool operator==(const RetryBudget&) const = default;
};

// A measurable promise, e.g. availability at least 0.999.
struct Goal
{
    std::string metric; // "availability", "total_ms.p95", "cost_usd_per_1k_runs", ...
    std::optional<double> atLeast;
    std::optional<double> atMost;
    FileMembers members;

    bool operator==(const Goal&) const = default;
};

// One provider + model with its own tries and limits.
struct Candidate
{
    std::string id; // unique in the chain
    std::string provider;
    std::string model;
    std::string key; // keychain entry; empty means the provider's name
    bool enabled = true;
    std::uint32_t tries = 2; // 1..1000, the first one included
    Backoff backoff;
    Timeouts timeouts;
    ReactionRules reactions;
    std::optional<BreakerPolicy> breaker;
    double weight = 1.0;
    std::optional<Price> price; // none: the catalogue's
    JsonMembers params;
    FileMembers members;

    bool operator==(const Candidate&) const = default;
};

struct Step
{
    std::string id; // unique among steps; empty in the file means "step-N"
    Selection selection;
    std::vector<Candidate> candidates; // 1..256
    FileMembers members;

    bool operator==(const Step&) const = default;
};

struct Chain
{
    std::string name;
    std::string notes;
    Duration deadline = milliseconds(120'000);
    std::uint32_t maxAttempts = 16; // 1..100000
    std::optional<NanoUsd> maxCost;
    Duration patience = milliseconds(10'000); // longest wait the engine will sit out
    MidStream midStream = MidStream::Restart;
    std::uint32_t holdTokens = 0;
    std::optional<RetryBudget> retryBudget;
    WhenAllOpen whenAllOpen = WhenAllOpen::Fail;
    JsonMembers params;
    std::vector<Provider> providers;
    std::vector<Step> steps; // 1..64
    std::vector<Goal> goals;
    FileMembers members;

    bool operator==(const Chain&) const = default;
};

} // namespace understudy
