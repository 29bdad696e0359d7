// Which chains the fast path can play, and what it knows of their candidates beforehand.
#include "core/engine/health_book.h"
#include "core/sim/isolated_path.h"

#include <algorithm>

namespace understudy {

namespace {

bool isSameHost(const CompiledChain& chain, std::size_t a, std::size_t b)
{
    return chain.labels[a].provider == chain.labels[b].provider;
}

bool isSameKey(const CompiledChain& chain, std::size_t a, std::size_t b)
{
    return chain.keys[a] == chain.keys[b];
}

bool isSameEntry(const CompiledChain& chain, std::size_t a, std::size_t b)
{
    return isSameHost(chain, a, b) && isSameKey(chain, a, b) &&
           chain.labels[a].model == chain.labels[b].model;
}

// The most calls on the candidate's health entry within one run.
std::uint64_t mostCalls(const CompiledChain& chain, std::size_t candidate)
{
    std::uint64_t calls = 0;
    for (std::size_t i = 0; i < chain.candidates.size(); ++i) {
        if (chain.candidates[i].enabled && isSameEntry(chain, i, candidate)) {
            calls += chain.candidates[i].tries;
        }
    }
    return std::min<std::uint64_t>(calls, chain.maxAttempts);
}

bool mayTrip(const CompiledChain& chain, std::size_t candidate)
{
    const std::optional<BreakerPolicy>& policy = chain.candidates[candidate].breaker;
    if (!policy) {
        return false;
    }
    const std::uint32_t needed =
        policy->kind == BreakerKind::Ratio ? policy->minCalls : policy->consecutive.value_or(1);
    return mostCalls(chain, candidate) >= needed;
}

} // namespace

bool IsolatedPath::canPlay(const CompiledChain& chain, const SimulatedWorld& world)
{
    const bool isInOrder = std::ranges::all_of(chain.steps, [](const CompiledStep& step) {
        return step.selection.kind == SelectionKind::InOrder;
    });
    if (!isInOrder || chain.maxCost || chain.retryBudget) {
        return false;
    }
    for (std::uint16_t model = 0; model < world.modelCount(); ++model) {
        if (world.capacity(model)) {
            return false;
        }
    }
    for (std::size_t i = 0; i < chain.candidates.size(); ++i) {
        if (mayTrip(chain, i)) {
            return false;
        }
    }
    return true;
}

IsolatedPath::IsolatedPath(const CompiledChain& chain, SimulatedWorld& world, std::uint64_t seed)
    : m_chain(chain)
    , m_world(world)
    , m_seed(seed)
    , m_plans(chain.candidates.size())
    , m_beginsWorlds(!world.outages().isStateless())
    , m_attemptsOnModel(chain.modelCount)
{
    m_world.beginIsolated(0);
    std::uint16_t next = kNoIndex;
    for (std::size_t i = chain.candidates.size(); i-- > 0;) {
        const Timeouts& timeouts = chain.candidates[i].timeouts;
        Plan& plan = m_plans[i];
        plan.beforeContent = std::min(timeouts.firstToken, timeouts.attempt);
        plan.beforeConnection = std::min(plan.beforeContent, timeouts.connect);
        plan.idle = std::min(timeouts.byteIdle, timeouts.payloadIdle);
        plan.next = next;
        for (std::size_t later = i + 1; later < chain.candidates.size(); ++later) {
            if (chain.candidates[later].enabled) {
                plan.sharesEntry = plan.sharesEntry || isSameEntry(chain, i, later);
                plan.sharesKey = plan.sharesKey || isSameKey(chain, i, later);
                plan.sharesHost = plan.sharesHost || isSameHost(chain, i, later);
            }
        }
        next = chain.candidates[i].enabled ? static_cast<std::uint16_t>(i) : next;
    }
    m_first = next;
}

// A hint cools every candidate of its scope; a context that was too small rules out others.
bool IsolatedPath::needsEngine(const Failure& failure) const
{
    if (failure.errorClass == ErrorClass::Context) {
        return true;
    }
    const Plan& plan = m_plans[m_progress.candidate];
    if (failure.hint <= Duration::zero()) {
        return false;
    }
    switch (coolingScope(failure.errorClass)) {
    case CoolingScope::Entry: return plan.sharesEntry;
    case CoolingScope::Key: return plan.sharesKey;
    case CoolingScope::Host: return plan.sharesHost;
    }
    return true;
}

} // namespace understudy
