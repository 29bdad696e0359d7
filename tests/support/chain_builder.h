// Small compiled chains for tests, without files: one step per candidate unless it joins
// the step before it, no jitter unless asked for.
#pragma once

#include "core/plan/compiled_chain.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace understudy {

struct CandidateSpec
{
    std::string id = "a";
    std::uint32_t tries = 2;
    std::string provider; // empty: named like the candidate
    bool enabled = true;
    bool joinsStep = false; // of the candidate before it
    Backoff backoff{
        .base = milliseconds(500), .factor = 2, .cap = milliseconds(8000), .jitter = Jitter::None};
    Timeouts timeouts{};
    ReactionRules reactions{};
    std::optional<std::uint32_t> context = std::nullopt;
    std::optional<BreakerPolicy> breaker = std::nullopt;
    Selection selection{}; // of the step that it opens
    std::string key;       // empty: the provider
    std::optional<Price> price = Price{1'000'000'000, 0, 2'000'000'000};
    double weight = 1;
    std::optional<std::uint32_t> maxTokens = std::nullopt;
};

struct ChainSpec
{
    std::vector<CandidateSpec> candidates;
    Duration deadline = milliseconds(120'000);
    Duration patience = milliseconds(10'000);
    std::uint32_t maxAttempts = 16;
    MidStream midStream = MidStream::Restart;
    std::uint32_t holdTokens = 0;
    std::optional<NanoUsd> maxCost = std::nullopt;
    std::optional<RetryBudget> retryBudget = std::nullopt;
    WhenAllOpen whenAllOpen = WhenAllOpen::Fail;
};

inline std::shared_ptr<CompiledChain> buildChain(const ChainSpec& spec)
{
    auto chain = std::make_shared<CompiledChain>();
    chain->deadline = spec.deadline;
    chain->patience = spec.patience;
    chain->maxAttempts = spec.maxAttempts;
    chain->midStream = spec.midStream;
    chain->holdTokens = spec.holdTokens;
    chain->maxCost = spec.maxCost;
    chain->retryBudget = spec.retryBudget;
    chain->whenAllOpen = spec.whenAllOpen;
    std::vector<std::string> providers;
    for (const CandidateSpec& candidate : spec.candidates) {
        const auto index = static_cast<std::uint16_t>(chain->candidates.size());
        const std::string provider = candidate.provider.empty() ? candidate.id : candidate.provider;
        std::size_t known = 0;
        while (known < providers.size() && providers[known] != provider) {
            ++known;
        }
        if (known == providers.size()) {
            providers.push_back(provider);
        }
        if (candidate.joinsStep && index > 0) {
            ++chain->steps.back().count;
        } else {
            chain->steps.push_back({.first = index, .count = 1, .selection = candidate.selection});
        }
        const auto step = static_cast<std::uint16_t>(chain->steps.size() - 1);
        chain->candidates.push_back({.step = step,
                                     .provider = static_cast<std::uint16_t>(known),
                                     .model = index,
                                     .enabled = candidate.enabled,
                                     .tries = candidate.tries,
                                     .backoff = candidate.backoff,
                                     .timeouts = candidate.timeouts,
                                     .reactions = compileReactions(candidate.reactions),
                                     .price = candidate.price,
                                     .context = candidate.context,
                                     .breaker = candidate.breaker,
                                     .weight = candidate.weight,
                                     .maxTokens = candidate.maxTokens});
        chain->keys.push_back(candidate.key.empty() ? provider : candidate.key);
        chain->labels.push_back({"step-" + spec.candidates[chain->steps.back().first].id,
                                 candidate.id, provider, candidate.id,
                                 chain->steps.back().selection.kind});
    }
    for (CompiledStep& step : chain->steps) {
        const std::uint32_t all = step.count;
        step.width =
            step.selection.kind == SelectionKind::Race
                ? static_cast<std::uint16_t>(std::min(step.selection.width.value_or(all), all))
                : std::uint16_t{1};
    }
    chain->modelCount = static_cast<std::uint16_t>(chain->candidates.size());
    return chain;
}

} // namespace understudy
