#include "core/plan/compiled_chain.h"

#include "core/base/text.h"
#include "core/json/json_text.h"
#include "core/plan/derived_ids.h"
#include "core/plan/provider_rules.h"
#include "core/plan/reaction_pattern.h"
#include "core/plan/validation.h"

#include <algorithm>
#include <map>
#include <utility>

namespace understudy {

namespace {

// The most tokens that an answer may have, by the candidate's own parameters or else the chain's.
std::optional<std::uint32_t> maxTokensOf(const Chain& chain, const Candidate& candidate)
{
    for (const JsonMembers* params : {&candidate.params, &chain.params}) {
        for (const auto& [name, value] : *params) {
            if (name == "max_tokens") {
                const std::optional<std::int64_t> count = parseInteger(value);
                const bool fits = count && *count > 0 && *count <= UINT32_MAX;
                return fits ? std::optional(static_cast<std::uint32_t>(*count)) : std::nullopt;
            }
        }
    }
    return std::nullopt;
}

// What the provider `text` answers; checked to be there by validate().
std::string cannedTextOf(const Candidate& candidate)
{
    for (const auto& [name, value] : candidate.params) {
        if (candidate.provider == kTextProvider && name == "text") {
            return textOfJson(value);
        }
    }
    return {};
}

std::uint16_t widthOf(const Step& step)
{
    if (step.selection.kind != SelectionKind::Race) {
        return 1;
    }
    const auto all = static_cast<std::uint32_t>(step.candidates.size());
    return static_cast<std::uint16_t>(std::min(step.selection.width.value_or(all), all));
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
        m_result.holdTokens = chain.holdTokens;
        m_result.maxCost = chain.maxCost;
        m_result.retryBudget = chain.retryBudget;
        m_result.whenAllOpen = chain.whenAllOpen;
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
                                  step.selection, widthOf(step)});
        for (const Candidate& candidate : step.candidates) {
            addCandidate(candidate, index);
            m_result.labels.push_back({step.id, candidate.id, candidate.provider, candidate.model,
                                       step.selection.kind});
            m_result.cannedTexts.push_back(cannedTextOf(candidate));
            m_result.keys.push_back(candidate.key.empty() ? candidate.provider : candidate.key);
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
        result.breaker = candidate.breaker;
        result.weight = candidate.weight;
        result.maxTokens = maxTokensOf(m_result.source, candidate);
        if (candidate.provider == kTextProvider) {
            result.isText = true;
            result.price = Price{};
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
    if (!problems.empty()) {
        return Failure{std::move(problems)};
    }
    return std::make_shared<const CompiledChain>(
        Compiler(withDerivedIds(chain), catalogue).compiled());
}

} // namespace understudy
