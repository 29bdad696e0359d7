#include "core/plan/lint.h"

#include "core/json/json_pointer.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/derived_ids.h"
#include "core/plan/lint_secrets.h"
#include "core/plan/reaction_pattern.h"
#include "core/plan/rule_checks.h"
#include "core/plan/worst_case.h"

#include <algorithm>
#include <set>

namespace understudy {

namespace {

struct Placed
{
    const Candidate* candidate = nullptr;
    std::string pointer;
};

std::vector<Placed> candidatesOf(const Chain& chain)
{
    std::vector<Placed> result;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const std::string step = pointerTo("/steps", i) + "/candidates";
        for (std::size_t j = 0; j < chain.steps[i].candidates.size(); ++j) {
            result.push_back({&chain.steps[i].candidates[j], pointerTo(step, j)});
        }
    }
    return result;
}

std::vector<Placed> enabledOf(const std::vector<Placed>& candidates)
{
    std::vector<Placed> result;
    std::ranges::copy_if(candidates, std::back_inserter(result),
                         [](const Placed& placed) { return placed.candidate->enabled; });
    return result;
}

std::string seconds(Duration span)
{
    const std::int64_t tenths = toMilliseconds(span) / 100;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " s";
}

std::uint64_t triesOf(const std::vector<Placed>& candidates)
{
    std::uint64_t tries = 0;
    for (const Placed& placed : candidates) {
        tries += placed.candidate->tries;
    }
    return tries;
}

void lintTries(const Chain& chain, const std::vector<Placed>& enabled, RuleChecks& warn)
{
    const std::uint64_t tries = triesOf(enabled);
    if (tries > chain.maxAttempts) {
        warn.refuse("lint.tries", "/max_attempts",
                    "the tries of all candidates add up to " + std::to_string(tries) +
                        ", but a run ends after " + std::to_string(chain.maxAttempts) +
                        " attempts; raise max_attempts or lower tries");
    }
    std::uint64_t before = 0;
    for (const Placed& placed : enabled) {
        if (before >= chain.maxAttempts) {
            warn.refuse("lint.unreachable", placed.pointer,
                        "may never be tried: the candidates before it can use up all " +
                            std::to_string(chain.maxAttempts) +
                            " attempts; raise max_attempts or lower their tries");
        }
        before += placed.candidate->tries;
    }
}

void lintTime(const Chain& chain, RuleChecks& warn)
{
    const Duration worst = worstCaseTime(chain);
    if (worst > chain.deadline) {
        warn.refuse("lint.deadline", "/deadline_ms",
                    "in the worst case the tries take " + seconds(worst) +
                        ", longer than the deadline of " + seconds(chain.deadline) +
                        ", so the last candidates may get no time; raise deadline_ms, or lower "
                        "first_token_ms or tries");
    }
}

// After a prompt was too long for one window, a smaller one cannot help.
void lintContext(const std::vector<Placed>& enabled, const Catalogue& catalogue, RuleChecks& warn)
{
    const Candidate* widest = nullptr;
    std::uint32_t most = 0;
    for (const Placed& placed : enabled) {
        const Candidate& candidate = *placed.candidate;
        const CatalogueModel* model = catalogue.find(candidate.provider, candidate.model);
        if (model == nullptr || !model->context) {
            continue;
        }
        if (*model->context < most) {
            warn.refuse("lint.context", placed.pointer,
                        "has a smaller context window (" + std::to_string(*model->context) +
                            " tokens) than " + widest->id + " before it (" + std::to_string(most) +
                            "): it cannot take over a prompt that was too long there; put larger "
                            "windows later");
        } else {
            widest = &candidate;
            most = *model->context;
        }
    }
}

void lintFailureDomain(const std::vector<Placed>& enabled, RuleChecks& warn)
{
    std::set<std::string> vendors;
    for (const Placed& placed : enabled) {
        const std::string& provider = placed.candidate->provider;
        vendors.insert(provider == "openai-responses" ? "openai" : provider);
    }
    if (vendors.size() == 1) {
        warn.refuse("lint.failure_domain", "/steps",
                    "every enabled candidate is served by " + *vendors.begin() +
                        ": one outage there takes the whole chain down; add a candidate of "
                        "another provider");
    }
}

bool stopsOnEverything(const Candidate& candidate)
{
    const ReactionTable table = compileReactions(candidate.reactions);
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (hasReaction(static_cast<ErrorClass>(i)) && table[i].reaction != Reaction::Stop) {
            return false;
        }
    }
    return true;
}

void lintReachable(const std::vector<Placed>& candidates, RuleChecks& warn)
{
    const Candidate* wall = nullptr;
    for (const Placed& placed : candidates) {
        if (!placed.candidate->enabled) {
            warn.refuse("lint.disabled", placed.pointer + "/enabled",
                        "is disabled and never tried; enable it or remove it");
            continue;
        }
        if (wall != nullptr) {
            warn.refuse("lint.unreachable", placed.pointer,
                        "is never tried: " + wall->id +
                            " before it stops the run on every failure; change its reactions to "
                            "next");
        } else if (stopsOnEverything(*placed.candidate)) {
            wall = placed.candidate;
        }
    }
}

const Provider* findProvider(const Chain& chain, const std::string& name)
{
    const auto found = std::ranges::find(chain.providers, name, &Provider::name);
    return found == chain.providers.end() ? nullptr : &*found;
}

void lintProvider(const Chain& chain, const Placed& placed, RuleChecks& warn)
{
    const Candidate& candidate = *placed.candidate;
    const Provider* entry = findProvider(chain, candidate.provider);
    const KnownProvider* known = findKnownProvider(candidate.provider);
    const bool hasAddress =
        (entry != nullptr && entry->baseUrl) || known == nullptr || !known->baseUrl.empty();
    if (!hasAddress) {
        warn.refuse("lint.address", placed.pointer + "/provider",
                    candidate.provider + " has no address of its own; give base_url in providers/" +
                        candidate.provider);
    }
    if (entry != nullptr && !entry->models.empty() &&
        std::ranges::find(entry->models, candidate.model) == entry->models.end()) {
        warn.refuse("lint.model", placed.pointer + "/model",
                    "is not among the models that providers/" + candidate.provider +
                        " lists; correct it or add it there");
    }
}

} // namespace

Problems lint(const Chain& chain, const Catalogue& catalogue)
{
    const Chain named = withDerivedIds(chain);
    const std::vector<Placed> candidates = candidatesOf(named);
    const std::vector<Placed> enabled = enabledOf(candidates);
    Problems warnings;
    RuleChecks warn(warnings, "");
    lintTime(named, warn);
    lintTries(named, enabled, warn);
    lintSecrets(named, warn);
    lintFailureDomain(enabled, warn);
    lintReachable(candidates, warn);
    lintContext(enabled, catalogue, warn);
    for (const Placed& placed : enabled) {
        lintProvider(named, placed, warn);
    }
    return warnings;
}

std::uint64_t worstCaseAttempts(const Chain& chain)
{
    return std::min<std::uint64_t>(triesOf(enabledOf(candidatesOf(chain))), chain.maxAttempts);
}

} // namespace understudy
