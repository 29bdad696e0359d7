// The checked, flat form that the engine runs: indices in the hot part, names only in `labels`.
// Immutable once made and shared by all runs of a revision.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/plan/catalogue.h"
#include "core/plan/chain.h"
#include "core/plan/error_class.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace understudy {

struct CompiledReaction
{
    Reaction reaction = Reaction::Next;
    bool written = false; // by the chain file: then no header of a provider overrides it

    bool operator==(const CompiledReaction&) const = default;
};

using ReactionTable = std::array<CompiledReaction, kErrorClassCount>;

struct CompiledCandidate
{
    std::uint16_t step = 0;
    std::uint16_t provider = 0; // index of the distinct provider entry
    std::uint16_t model = 0;    // index of the distinct provider + model
    bool enabled = true;
    bool isText = false; // the built-in provider `text`: answers at once and free
    std::uint32_t tries = 2;
    Backoff backoff;
    Timeouts timeouts;
    ReactionTable reactions{};
    std::optional<Price> price;
    std::optional<std::uint32_t> context;
    std::optional<BreakerPolicy> breaker;
    double weight = 1;
    std::optional<std::uint32_t> maxTokens; // of an answer, as the parameters say
};

struct CompiledStep
{
    std::uint16_t first = 0; // candidates first .. first + count - 1
    std::uint16_t count = 0;
    Selection selection;
    std::uint16_t width = 1; // most lanes in flight
};

// Names of a candidate, for events' readers.
struct CandidateLabel
{
    std::string step;
    std::string candidate;
    std::string provider;
    std::string model;
    SelectionKind selection = SelectionKind::InOrder; // of its step

    bool operator==(const CandidateLabel&) const = default;
};

struct CompiledChain
{
    std::vector<CompiledStep> steps;
    std::vector<CompiledCandidate> candidates;
    Duration deadline{};
    Duration patience{};
    std::uint32_t maxAttempts = 16;
    std::uint16_t modelCount = 0; // distinct provider + model pairs
    MidStream midStream = MidStream::Restart;
    std::uint32_t holdTokens = 0;
    std::optional<NanoUsd> maxCost;
    std::optional<RetryBudget> retryBudget;
    WhenAllOpen whenAllOpen = WhenAllOpen::Fail;
    std::vector<CandidateLabel> labels; // by candidate index
    std::vector<std::string> keys;      // names of keychain entries, by candidate index
    std::vector<std::string> cannedTexts; // of the provider `text`, by candidate index
    Chain source;
};

// The table of reactions: defaults, then the written rules, the most specific last.
ReactionTable compileReactions(const ReactionRules& rules);

// Refuses a chain that validate() refuses.
Result<std::shared_ptr<const CompiledChain>, Problems> compile(const Chain& chain,
                                                               const Catalogue& catalogue);

} // namespace understudy
