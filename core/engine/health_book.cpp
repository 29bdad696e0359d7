#include "core/engine/health_book.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

constexpr std::size_t kChainsKept = 8;

template<class Visit>
void forEachCooling(std::map<std::string, HealthEntry>& entries,
                    std::map<std::string, Cooling>& keys, std::map<std::string, Cooling>& hosts,
                    Visit visit)
{
    for (auto& [name, entry] : entries) {
        visit(entry.cooling);
    }
    for (auto& [name, cooling] : keys) {
        visit(cooling);
    }
    for (auto& [name, cooling] : hosts) {
        visit(cooling);
    }
}

} // namespace

CoolingScope coolingScope(ErrorClass errorClass)
{
    if (errorClass == ErrorClass::Auth || errorClass == ErrorClass::QuotaExhausted) {
        return CoolingScope::Key;
    }
    const bool isOfHost =
        errorClass == ErrorClass::TransportDns || errorClass == ErrorClass::TransportConnect ||
        errorClass == ErrorClass::TransportTls || errorClass == ErrorClass::Endpoint;
    return isOfHost ? CoolingScope::Host : CoolingScope::Entry;
}

bool feedsBreaker(ErrorClass errorClass)
{
    constexpr std::array kCallersOwn{
        ErrorClass::InvalidRequest, ErrorClass::Context, ErrorClass::PolicyPrompt,
        ErrorClass::PolicyOutput,   ErrorClass::Auth,    ErrorClass::Cancelled,
        ErrorClass::Refusal,        ErrorClass::Local,   ErrorClass::Manual};
    return std::ranges::find(kCallersOwn, errorClass) == kCallersOwn.end();
}

void Cooling::extend(Instant when, bool injected)
{
    if (when > until) {
        until = when;
        isInjected = injected;
    }
}

Instant HealthEntry::coolsUntil() const
{
    return std::max({cooling.until, keyCooling->until, hostCooling->until});
}

ChainHealth& HealthBook::of(const std::shared_ptr<const CompiledChain>& chain)
{
    for (auto found = m_chains.begin(); found != m_chains.end(); ++found) {
        if (found->chain == chain) {
            if (found != m_chains.begin()) {
                m_chains.splice(m_chains.begin(), m_chains, found);
            }
            return m_chains.front();
        }
    }
    dropUnused();
    ChainHealth& health = m_chains.emplace_front();
    health.chain = chain;
    health.turns.assign(chain->steps.size(), 0);
    for (std::size_t i = 0; i < chain->candidates.size(); ++i) {
        health.candidates.push_back(&entryOf(*chain, i));
    }
    return health;
}

HealthEntry& HealthBook::entryOf(const CompiledChain& chain, std::size_t candidate)
{
    const CandidateLabel& label = chain.labels[candidate];
    const std::string& key = chain.keys[candidate];
    HealthEntry& entry = m_entries[label.provider + '\n' + label.model + '\n' + key];
    entry.keyCooling = &m_keys[key];
    entry.hostCooling = &m_hosts[label.provider];
    return entry;
}

void HealthBook::dropUnused()
{
    if (m_chains.size() >= kChainsKept) {
        m_chains.remove_if([](const ChainHealth& health) {
            return health.chain.use_count() == 1 && health.liveRuns == 0;
        });
    }
}

void HealthBook::cool(HealthEntry& entry, CoolingScope scope, Instant until, bool isInjected)
{
    switch (scope) {
    case CoolingScope::Entry: entry.cooling.extend(until, isInjected); break;
    case CoolingScope::Key: entry.keyCooling->extend(until, isInjected); break;
    case CoolingScope::Host: entry.hostCooling->extend(until, isInjected); break;
    }
}

void HealthBook::forgetCooling()
{
    forEachCooling(m_entries, m_keys, m_hosts, [](Cooling& cooling) { cooling = {}; });
}

void HealthBook::forgetInjectedCooling()
{
    forEachCooling(m_entries, m_keys, m_hosts, [](Cooling& cooling) {
        if (cooling.isInjected) {
            cooling = {};
        }
    });
}

void HealthBook::reset()
{
    forgetCooling();
    for (auto& [name, entry] : m_entries) {
        entry.breaker.reset();
        entry.latency.reset();
        entry.outstanding = 0;
    }
    for (ChainHealth& health : m_chains) {
        std::fill(health.turns.begin(), health.turns.end(), 0U);
        health.budget.reset();
    }
}

} // namespace understudy
