#include "core/sim/simulated_world.h"

#include "core/base/check.h"
#include "core/outage/fault_effect.h"
#include "core/plan/provider_rules.h"

#include <span>

namespace understudy {

namespace {

std::vector<ModelName> namesOf(const CompiledChain& chain)
{
    std::vector<ModelName> names(chain.modelCount);
    for (std::size_t i = 0; i < chain.candidates.size(); ++i) {
        names[chain.candidates[i].model] = {chain.labels[i].provider, chain.labels[i].model};
    }
    return names;
}

std::vector<StruckBy> struckBy(std::span<const Outage> outages)
{
    std::vector<StruckBy> all;
    for (const Outage& outage : outages) {
        const AttemptSignal failure = failureOf(outage.fault);
        all.push_back({.fault = &outage.fault,
                       .number = static_cast<std::uint16_t>(all.size() + 1),
                       .errorClass = failure.errorClass,
                       .status = failure.status});
    }
    return all;
}

SimulatedAttempt textAnswer() { return {.tokens = 1}; }

} // namespace

SimulatedWorld::SimulatedWorld(const CompiledChain& chain, const Scenario& scenario,
                               std::uint64_t seed)
    : m_scenario(scenario)
    , m_seed(seed)
    , m_struck(struckBy(scenario.outages))
    , m_outages(scenario.outages, namesOf(chain))
    , m_isQuiet(m_outages.isQuiet())
{
    for (const ModelName& name : namesOf(chain)) {
        m_models.push_back({resolveTwin(scenario, name.provider, name.model),
                            modelHash(name.provider, name.model), name.provider == kTextProvider});
    }
    for (const CompiledCandidate& candidate : chain.candidates) {
        m_choices.push_back({candidate.model, candidate.maxTokens});
    }
    while (m_first < chain.candidates.size() && !chain.candidates[m_first].enabled) {
        ++m_first;
    }
    US_CHECK(m_first < chain.candidates.size());
    const Model& first = m_models[m_choices[m_first].model];
    m_constantPrompt = first.isText ? 0 : drawCount(first.twin.inputTokens, 0);
    beginShared(0);
}

void SimulatedWorld::beginShared(std::uint64_t world)
{
    m_prefix = mixKey({m_seed, world});
    m_outages.reset(m_seed, world);
}

void SimulatedWorld::beginIsolated(std::uint64_t run)
{
    m_prefix = mixKey({m_seed, 0});
    m_outages.reset(m_seed, run);
}

SimulatedAttempt SimulatedWorld::attempt(std::uint64_t runPrefix, std::uint16_t candidate,
                                         std::uint32_t ordinal, Duration elapsed)
{
    const Choice& choice = m_choices[candidate];
    const Model& model = m_models[choice.model];
    if (model.isText) {
        return textAnswer();
    }
    const AttemptDice dice(runPrefix, model.hash, ordinal);
    if (m_isQuiet) {
        return simulateAttempt(model.twin, dice, nullptr, choice.maxTokens);
    }
    const std::optional<std::uint16_t> outage = m_outages.strike(choice.model, elapsed, dice);
    return simulateAttempt(model.twin, dice, outage ? &m_struck[*outage] : nullptr,
                           choice.maxTokens);
}

std::uint32_t SimulatedWorld::promptTokens(std::uint64_t runPrefix) const
{
    const Model& model = m_models[m_choices[m_first].model];
    if (model.isText || isConstant(model.twin.inputTokens)) {
        return m_constantPrompt;
    }
    const AttemptDice dice(runPrefix, model.hash, 0);
    return drawCount(model.twin.inputTokens, dice, DrawPurpose::InputTokens);
}

std::uint16_t SimulatedWorld::blameFor(const SimulatedAttempt& plan,
                                       const AttemptSignal& signal) const
{
    if (plan.outage == 0) {
        return 0;
    }
    const Fault& fault = *m_struck[plan.outage - 1U].fault;
    const bool isStreaming = plan.status >= 200 && plan.status < 300;
    const bool isBlamed = signal.kind == SignalKind::Failed
                              ? explainsFailure(fault, signal, plan.status)
                              : explainsSilence(fault, signal, isStreaming);
    return isBlamed ? plan.outage : std::uint16_t{0};
}

bool SimulatedWorld::isBlamedAtOnce(const SimulatedAttempt& plan) const
{
    return plan.outage != 0 && plan.connects &&
           explainsSilence(*m_struck[plan.outage - 1U].fault, {}, false);
}

const std::optional<Capacity>& SimulatedWorld::capacity(std::uint16_t model) const
{
    return m_models[model].twin.capacity;
}

} // namespace understudy
