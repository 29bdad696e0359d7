#include "core/sim/sim_attempt_driver.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

SimAttemptDriver::SimAttemptDriver(Scheduler& scheduler, SimulatedWorld& world)
    : m_scheduler(scheduler)
    , m_world(world)
    , m_models(world.modelCount())
    , m_rejected(world.candidateCount(), 0)
{
    m_serverTimer.driver = this;
    for (std::uint16_t model = 0; model < world.modelCount(); ++model) {
        if (const std::optional<Capacity>& capacity = world.capacity(model)) {
            m_models[model].capacity.emplace(*capacity);
            m_models[model].onAbandon = capacity->onAbandon;
        }
    }
    beginWorld();
}

SimAttemptDriver::~SimAttemptDriver()
{
    m_scheduler.forgetTarget(*this);
    m_scheduler.forgetTarget(m_serverTimer);
}

void SimAttemptDriver::beginWorld()
{
    m_worldStart = m_scheduler.now();
    for (Slot& slot : m_slots) {
        slot.id = {};
    }
    for (ServersOf& model : m_models) {
        if (model.capacity) {
            model.capacity->reset(m_worldStart);
        }
    }
}

void SimAttemptDriver::clearRejected() { std::fill(m_rejected.begin(), m_rejected.end(), 0); }

Begun SimAttemptDriver::begin(const AttemptStart& start)
{
    US_CHECK(m_sink != nullptr);
    if (m_slots.size() <= start.id.slot) {
        m_slots.resize(start.id.slot + std::size_t{1});
    }
    Slot& slot = m_slots[start.id.slot];
    slot.id = start.id;
    slot.model = start.chain->candidates[start.candidate].model;
    slot.told = ScriptStep::Nothing;
    slot.isWaiting = slot.hasServer = false;
    slot.plan = m_world.attempt(m_world.runPrefix(start.request), start.candidate, start.ordinal,
                                m_scheduler.now() - m_worldStart);
    if (m_models[slot.model].capacity && slot.plan.usesServer) {
        admit(slot, start.candidate);
    }
    return slot.isWaiting ? Begun{.isConnected = slot.plan.connects} : serve(slot);
}

void SimAttemptDriver::admit(Slot& slot, std::uint16_t candidate)
{
    const std::uint64_t tokens =
        std::uint64_t{slot.plan.usage.input} + std::uint64_t{slot.plan.usage.output};
    const AdmissionAnswer answer =
        m_models[slot.model].capacity->admit(m_scheduler.now(), slot.id.packed(), tokens);
    switch (answer.admission) {
    case Admission::Serves: slot.hasServer = true; return;
    case Admission::Queues: slot.isWaiting = true; return;
    case Admission::Rejected:
        ++m_rejected[candidate];
        slot.plan = rejection(answer.hint);
        return;
    }
    US_UNREACHABLE();
}

// From now on the plan's times count.
Begun SimAttemptDriver::serve(Slot& slot)
{
    slot.served = m_scheduler.now();
    slot.next = m_world.isBlamedAtOnce(slot.plan)
                    ? ScriptPoint{ScriptStep::Connected, Duration::zero()}
                    : nextPoint(slot.plan, ScriptStep::Nothing);
    if (slot.next.at == Duration::max()) {
        return {.isConnected = slot.plan.connects};
    }
    m_scheduler.wakeAt(timeOf(slot), *this, slot.id.packed());
    return {.isConnected = slot.plan.connects, .nextSignal = timeOf(slot)};
}

void SimAttemptDriver::abandon(AttemptId id)
{
    Slot* slot = find(id);
    if (slot == nullptr) {
        return;
    }
    slot->id = {};
    if (slot->isWaiting) {
        m_models[slot->model].capacity->leaveQueue(id.packed());
    } else if (slot->hasServer && m_models[slot->model].onAbandon == OnAbandon::Finish) {
        const Instant end = std::max(slot->served + slot->plan.last, m_scheduler.now());
        m_scheduler.wakeAt(end, m_serverTimer, slot->model);
    } else {
        leaveServer(*slot);
    }
}

void SimAttemptDriver::onWake(std::uint64_t token)
{
    const AttemptId id = AttemptId::unpack(token);
    while (tell(id)) {
    }
}

// Tells what is due. True while more may be: the engine may abandon the attempt on any signal.
bool SimAttemptDriver::tell(AttemptId id)
{
    Slot* slot = find(id);
    if (slot == nullptr || slot->isWaiting || timeOf(*slot) > m_scheduler.now()) {
        return false;
    }
    slot->told = slot->next.step;
    AttemptSignal signal = signalOf(slot->plan, slot->told);
    signal.id = id;
    signal.injected = m_world.blameFor(slot->plan, signal);
    slot->next = nextPoint(slot->plan, slot->told);
    const bool isEnd = slot->told == ScriptStep::End;
    if (isEnd) {
        slot->id = {};
        leaveServer(*slot); // before the engine asks for another one
    } else if (slot->next.at != Duration::max()) {
        signal.nextSignal = timeOf(*slot);
        if (signal.nextSignal > m_scheduler.now()) {
            m_scheduler.wakeAt(signal.nextSignal, *this, id.packed());
        }
    }
    m_sink->onSignal(signal);
    return !isEnd;
}

void SimAttemptDriver::leaveServer(Slot& slot)
{
    if (slot.hasServer) {
        slot.hasServer = false;
        freeServer(slot.model);
    }
}

void SimAttemptDriver::freeServer(std::uint16_t model)
{
    if (const std::optional<std::uint64_t> ticket = m_models[model].capacity->release()) {
        Slot* slot = find(AttemptId::unpack(*ticket));
        US_CHECK(slot != nullptr && slot->isWaiting);
        slot->isWaiting = false;
        slot->hasServer = true;
        serve(*slot);
    }
}

SimAttemptDriver::Slot* SimAttemptDriver::find(AttemptId id)
{
    return id.slot < m_slots.size() && m_slots[id.slot].id == id ? &m_slots[id.slot] : nullptr;
}

Instant SimAttemptDriver::timeOf(const Slot& slot) const
{
    return slot.next.at == Duration::max() ? Instant::max() : slot.served + slot.next.at;
}

} // namespace understudy
