#include "core/plan/compiled_chain.h"

#include "core/json/json_pointer.h"
#include "core/plan/derived_ids.h"
#include "core/plan/provider_rules.h"
#include "core/plan/reaction_pattern.h"
#include "core/plan/rule_checks.h"
#include "core/plan/validation.h"

#include <map>
#include <utility>

namespace understudy {

namespace {

constexpr const char* kUnsupported = "unsupported";

void refuseUnsupportedCandidate(const Candidate& candidate, RuleChecks checks)
{
    if (candidate.breaker) {
        checks.refuse(kUnsupported, "/breaker", "this version does not run breakers; remove it");
    }
    if (candidate.provider == kTextProvider) {
        checks.refuse(kUnsupported, "/provider",
                      "this version does not run the provider text; choose another");
    }
}

void refuseUnsupportedStep(const Step& step, RuleChecks checks)
{
    if (step.selection.kind != SelectionKind::InOrder) {
        checks.refuse(kUnsupported, "/selection/kind",
                      "this version runs in_order only; race and balance come later");
    }
    for (std::size_t i = 0; i < step.candidates.size(); ++i) {
        refuseUnsupportedCandidate(step.candidates[i], checks.below(pointerTo("/candidates", i)));
    }
}

// What the engine would silently not do must not look as if it did.
Problems unsupportedParts(const Chain& chain)
{
    Problems problems;
    RuleChecks checks(problems, "");
    if (chain.maxCost) {
        checks.refuse(kUnsupported, "/max_cost_nusd", "this version has no cost limit; set null");
    }
    if (chain.midStream == MidStream::Continue) {
        checks.refuse(kUnsupported, "/mid_stream",
                      "this version runs restart and keep; continue comes later");
    }
    if (chain.holdTokens > 0) {
        checks.refuse(kUnsupported, "/hold_tokens", "this version holds no tokens back; set 0");
    }
    if (chain.retryBudget) {
        checks.refuse(kUnsupported, "/retry_budget", "this version has no retry budget; set null");
    }
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        refuseUnsupportedStep(chain.steps[i], checks.below(pointerTo("/steps", i)));
    }
    return problems;
}

// Numbers names in the order in which they come.
template<class Key>
class Indices
{
public:
    std::uint16_t of(const Key& key)
    {
        return m_indices.try_emplace(key, static_cast<std::uint16_t>(m_indices.size()))
            .first->second;
    }
    std::uint16_t count() const { return static_cast<std::uint16_t>(m_indices.size()); }

private:
    std::map<Key, std::uint16_t> m_indices;
};

class Compiler
{
public:
    Compiler(Chain chain, const Catalogue& catalogue)
        : m_catalogue(catalogue)
    {
        m_result.source = std::move(chain);
    }

    CompiledChain compiled()
    {
        const Chain& chain = m_result.source;
        m_result.deadline = chain.deadline;
        m_result.patience = chain.patience;
        m_result.maxAttempts = chain.maxAttempts;
        m_result.midStream = chain.midStream;
        for (const Step& step : chain.steps) {
            addStep(step);
        }
        m_result.modelCount = m_models.count();
        return std::move(m_result);
    }

private:
    void addStep(const Step& step)
    {
        const auto index = static_cast<std::uint16_t>(m_result.steps.size());
        m_result.steps.push_back({static_cast<std::uint16_t>(m_result.candidates.size()),
                                  static_cast<std::uint16_t>(step.candidates.size()),
                                  step.selection});
        for (const Candidate& candidate : step.candidates) {
            addCandidate(candidate, index);
            m_result.labels.push_back({step.id, candidate.id, candidate.provider, candidate.model});
        }
    }

    void addCandidate(const Candidate& candidate, std::uint16_t step)
    {
        const CatalogueModel* known = m_catalogue.find(candidate.provider, candidate.model);
        CompiledCandidate result;
        result.step = step;
        result.provider = m_providers.of(candidate.provider);
        result.model = m_models.of({candidate.provider, candidate.model});
        result.enabled = candidate.enabled;
        result.tries = candidate.tries;
        result.backoff = candidate.backoff;
        result.timeouts = candidate.timeouts;
        result.reactions = compileReactions(candidate.reactions);
        result.price = candidate.price;
        if (known != nullptr) {
            result.price = candidate.price ? candidate.price : known->price;
            result.context = known->context;
        }
        m_result.candidates.push_back(result);
    }

    const Catalogue& m_catalogue;
    CompiledChain m_result;
    Indices<std::string> m_providers;
    Indices<std::pair<std::string, std::string>> m_models;
};

} // namespace

ReactionTable compileReactions(const ReactionRules& rules)
{
    ReactionTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto errorClass = static_cast<ErrorClass>(i);
        table[i].reaction = defaultReaction(errorClass);
        int best = 0;
        for (const ReactionRule& rule : rules) {
            const int fit = reactionFit(rule.pattern, errorClass);
            if (fit > best) {
                best = fit;
                table[i] = {rule.reaction, true};
            }
        }
    }
    return table;
}

Result<std::shared_ptr<const CompiledChain>, Problems> compile(const Chain& chain,
                                                               const Catalogue& catalogue)
{
    Problems problems = validate(chain);
    if (problems.empty()) {
        problems = unsupportedParts(chain);
    }
    if (!problems.empty()) {
        return Failure{std::move(problems)};
    }
    return std::make_shared<const CompiledChain>(
        Compiler(withDerivedIds(chain), catalogue).compiled());
}

} // namespace understudy
