#include "core/outage/outage_driver.h"

#include "core/base/check.h"
#include "core/outage/fault_effect.h"

namespace understudy {

namespace {

// A refusal or an error page from nearby takes about this long.
constexpr Duration kFaultDelay = milliseconds(1);

AttemptSignal signalOf(AttemptId id, SignalKind kind)
{
    AttemptSignal signal;
    signal.id = id;
    signal.kind = kind;
    return signal;
}

// The failure of a fault that is made here. Hang has none: the engine's own limit ends it.
AttemptSignal failureOf(AttemptId id, const Fault& fault)
{
    AttemptSignal signal = signalOf(id, SignalKind::Failed);
    if (fault.kind == FaultKind::Refuse) {
        signal.errorClass = ErrorClass::TransportConnect;
    } else if (fault.kind == FaultKind::Reset) {
        signal.errorClass = ErrorClass::TransportReset;
    } else {
        signal.errorClass = classOfStatus(fault.status, fault.code);
        signal.status = fault.status;
        signal.hint = fault.retryAfter.value_or(signal.hint);
    }
    return signal;
}

} // namespace

OutageDriver::OutageDriver(Scheduler& scheduler, OutageSchedule& schedule, SignalSink& engine,
                           TextSink& texts)
    : m_scheduler(scheduler)
    , m_schedule(schedule)
    , m_engine(engine)
    , m_texts(texts)
{}

OutageDriver::~OutageDriver() { m_scheduler.forgetTarget(*this); }

void OutageDriver::setConditions(RequestId request, RunConditions conditions)
{
    m_conditions[request] = conditions;
}

void OutageDriver::forget(RequestId request) { m_conditions.erase(request); }

void OutageDriver::begin(const AttemptStart& start)
{
    US_CHECK(m_inner != nullptr);
    const RunConditions conditions = conditionsOf(start);
    const std::optional<std::uint16_t> outage = decide(start, conditions.runIndex);
    if (!outage) {
        m_inner->begin(start);
        return;
    }
    Struck& struck = m_struck[start.id.packed()];
    struck.fault = m_schedule.outages()[*outage].fault;
    struck.number = static_cast<std::uint16_t>(*outage + 1);
    struck.isMadeHere = !conditions.isSimulated && !isInsideStream(struck.fault.kind);
    struck.run = start.run;
    struck.attempt = start.attempt;
    if (struck.isMadeHere) {
        m_scheduler.wakeAt(m_scheduler.now() + kFaultDelay, *this, start.id.packed());
        return;
    }
    AttemptStart handedOn = start;
    handedOn.fault = &struck.fault;
    m_inner->begin(handedOn);
}

void OutageDriver::abandon(AttemptId id)
{
    const auto found = m_struck.find(id.packed());
    const bool isMadeHere = found != m_struck.end() && found->second.isMadeHere;
    if (!isMadeHere) {
        m_inner->abandon(id);
    }
    m_struck.erase(id.packed());
}

void OutageDriver::onSignal(const AttemptSignal& signal)
{
    const auto found = m_struck.find(signal.id.packed());
    if (found == m_struck.end()) {
        m_engine.onSignal(signal);
        return;
    }
    Struck& struck = found->second;
    AttemptSignal marked = signal;
    if (signal.kind == SignalKind::Headers) {
        struck.status = signal.status;
    } else if (signal.kind == SignalKind::Connected && struck.fault.kind == FaultKind::Hang) {
        marked.injected = struck.number; // the last that is heard of it
    } else if (signal.kind == SignalKind::Failed &&
               explainsFailure(struck.fault, signal, struck.status)) {
        marked.injected = struck.number;
    }
    report(marked);
}

RunConditions OutageDriver::conditionsOf(const AttemptStart& start) const
{
    const auto found = m_conditions.find(start.request);
    return found != m_conditions.end() ? found->second
                                       : RunConditions{.isSimulated = true, .runIndex = start.run};
}

std::optional<std::uint16_t> OutageDriver::decide(const AttemptStart& start, std::uint64_t runIndex)
{
    US_CHECK(start.chain != nullptr && start.candidate < start.chain->labels.size());
    const CandidateLabel& label = start.chain->labels[start.candidate];
    return m_schedule.decide({.run = runIndex,
                              .provider = label.provider,
                              .model = label.model,
                              .ordinal = start.ordinal,
                              .elapsed = start.sinceStart});
}

void OutageDriver::onWake(std::uint64_t token)
{
    const auto found = m_struck.find(token);
    if (found != m_struck.end()) { // else abandoned meanwhile
        playFault(AttemptId::unpack(token), found->second);
    }
}

// `struck` may be gone after any report, which tells so.
void OutageDriver::playFault(AttemptId id, const Struck& struck)
{
    const Fault fault = struck.fault;
    m_texts.onNote(struck.run, struck.attempt, NoteKind::Message, describeInjected(fault));
    AttemptSignal failure = failureOf(id, fault);
    failure.injected = struck.number;
    AttemptSignal connected = signalOf(id, SignalKind::Connected);
    connected.injected = fault.kind == FaultKind::Hang ? struck.number : std::uint16_t{0};
    if (fault.kind != FaultKind::Refuse && !report(connected)) {
        return;
    }
    AttemptSignal headers = signalOf(id, SignalKind::Headers);
    headers.status = fault.status;
    if (fault.kind == FaultKind::Status && !report(headers)) {
        return;
    }
    if (fault.kind != FaultKind::Hang) {
        report(failure);
    }
}

// True while the attempt goes on: the engine may abandon it on any signal.
bool OutageDriver::report(AttemptSignal signal)
{
    const std::uint64_t key = signal.id.packed();
    const bool isEnd = signal.kind == SignalKind::Failed || signal.kind == SignalKind::Succeeded;
    m_engine.onSignal(signal);
    if (isEnd) {
        m_struck.erase(key);
    }
    return m_struck.contains(key);
}

} // namespace understudy
