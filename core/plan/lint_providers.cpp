// Who serves the candidates: whether one outage takes all of them down, and whether they can be
// reached at all.
#include "core/plan/lint_parts.h"

#include <algorithm>
#include <set>

namespace understudy {

namespace {

const Provider* findProvider(const Chain& chain, const std::string& name)
{
    const auto found = std::ranges::find(chain.providers, name, &Provider::name);
    return found == chain.providers.end() ? nullptr : &*found;
}

// "https://api.openai.com/v1" gives "api.openai.com".
std::string hostOf(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    url.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
    return std::string(url.substr(0, url.find_first_of("/?")));
}

// What goes down together: one vendor behind two names, or one host behind two entries.
std::string domainOf(const Chain& chain, const std::string& provider)
{
    const Provider* entry = findProvider(chain, provider);
    if (entry != nullptr && entry->baseUrl) {
        const std::string host = hostOf(*entry->baseUrl);
        for (const KnownProvider& known : knownProviders()) {
            if (!known.baseUrl.empty() && hostOf(known.baseUrl) == host) {
                return domainOf({}, std::string(known.name));
            }
        }
        return host;
    }
    return provider == "openai-responses" ? "openai" : provider;
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

void lintFailureDomain(const Linted& linted, RuleChecks& warn)
{
    std::set<std::string> domains;
    for (const Placed& placed : linted.enabled) {
        domains.insert(domainOf(linted.chain, placed.candidate->provider));
    }
    if (domains.size() == 1) {
        warn.refuse("lint.failure_domain", "/steps",
                    "every enabled candidate is served by " + *domains.begin() +
                        ": one outage there takes the whole chain down; add a candidate of "
                        "another provider");
    }
}

void lintProviders(const Linted& linted, RuleChecks& warn)
{
    for (const Placed& placed : linted.enabled) {
        lintProvider(linted.chain, placed, warn);
    }
}

} // namespace understudy
