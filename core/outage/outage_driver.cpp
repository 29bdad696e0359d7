#include "core/outage/outage_driver.h"

#include "core/base/check.h"
#include "core/outage/fault_effect.h"

#include <string>
#include <string_view>
#include <utility>

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

// What a model says that declines, or that is not the one that was asked.
constexpr std::string_view kRefusalText = "I am sorry, but I cannot help with that.";
constexpr std::string_view kOtherModelText = "This answer was made up: another model answers.";

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

Begun OutageDriver::begin(const AttemptStart& start)
{
    US_CHECK(m_inner != nullptr);
    const RunConditions conditions = conditionsOf(start);
    const std::optional<std::uint16_t> outage = decide(start, conditions.runIndex);
    if (!outage) {
        return m_inner->begin(start);
    }
    Struck& struck = m_struck[start.id.packed()];
    struck.fault = m_schedule.outages()[*outage].fault;
    struck.number = static_cast<std::uint16_t>(*outage + 1);
    struck.start = start;
    const bool isDelay = struck.fault.kind == FaultKind::SlowFirstToken;
    if (!conditions.isSimulated && !opensRealStream(struck.fault)) {
        struck.stage = isDelay ? Stage::Delayed : Stage::MadeHere;
        m_scheduler.wakeAt(m_scheduler.now() + kFaultDelay, *this, start.id.packed());
        return {};
    }
    AttemptStart handedOn = start;
    handedOn.fault = &struck.fault;
    return m_inner->begin(handedOn);
}

void OutageDriver::abandon(AttemptId id)
{
    const auto found = m_struck.find(id.packed());
    if (found == m_struck.end() || found->second.stage == Stage::HandedOn) {
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
    if (signal.kind == SignalKind::Headers) {
        struck.status = signal.status;
    }
    const bool isStreaming = struck.status >= 200 && struck.status < 300;
    const bool isBlamed = signal.kind == SignalKind::Failed
                              ? explainsFailure(struck.fault, signal, struck.status)
                              : explainsSilence(struck.fault, signal, isStreaming);
    AttemptSignal marked = signal;
    marked.injected = isBlamed ? struck.number : std::uint16_t{0};
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
                              .world = runIndex, // of its own: each run's time begins at 0
                              .provider = label.provider,
                              .model = label.model,
                              .ordinal = start.ordinal,
                              .elapsed = start.sinceStart});
}

void OutageDriver::onWake(std::uint64_t token)
{
    const auto found = m_struck.find(token);
    if (found == m_struck.end()) {
        return; // abandoned meanwhile
    }
    const AttemptId id = AttemptId::unpack(token);
    if (found->second.stage == Stage::Delayed) {
        delay(id, found->second);
    } else {
        playFault(id, found->second);
    }
}

// The connection is taken for made, as a provider that thinks for long has accepted it: otherwise
// the limit for connecting would end the attempt. Then the real one begins.
void OutageDriver::delay(AttemptId id, Struck& struck)
{
    if (!std::exchange(struck.isConnected, true)) {
        AttemptSignal connected = signalOf(id, SignalKind::Connected);
        connected.injected = struck.number;
        const Instant when = m_scheduler.now() + struck.fault.delay;
        if (report(connected)) {
            m_scheduler.wakeAt(when, *this, id.packed());
        }
        return;
    }
    struck.stage = Stage::HandedOn;
    m_inner->begin(struck.start);
}

// `struck` may be gone after any report, which tells so.
void OutageDriver::playFault(AttemptId id, const Struck& struck)
{
    const Fault fault = struck.fault;
    const std::uint16_t number = struck.number;
    m_texts.onNote(struck.start.run, struck.start.attempt, NoteKind::Message,
                   describeInjected(fault));
    AttemptSignal connected = signalOf(id, SignalKind::Connected);
    connected.injected = fault.kind == FaultKind::Hang ? number : std::uint16_t{0};
    if (fault.kind != FaultKind::Refuse && !report(connected)) {
        return;
    }
    AttemptSignal headers = signalOf(id, SignalKind::Headers);
    headers.status = statusOf(fault);
    if (headers.status != 0 && !report(headers)) {
        return;
    }
    AttemptSignal failure = failureOf(fault);
    failure.id = id;
    failure.injected = number;
    if (failure.errorClass != ErrorClass::None) {
        report(failure);
    } else if (placeOf(fault.kind) == FaultPlace::Answer) {
        playAnswer(id, struck);
    }
}

// A refusal or another model's words: an answer in one token.
void OutageDriver::playAnswer(AttemptId id, const Struck& struck)
{
    const bool isRefusal = struck.fault.kind == FaultKind::Refusal;
    const AttemptStart start = struck.start;
    if (!isRefusal) {
        const std::string& asked = start.chain->labels[start.candidate].model;
        m_texts.onNote(start.run, start.attempt, NoteKind::Model, lookalikeOf(asked));
    }
    AttemptSignal signal = signalOf(id, SignalKind::FirstToken);
    signal.tokens = 1;
    if (!report(signal)) {
        return;
    }
    m_texts.onText(start.run, start.attempt, isRefusal ? kRefusalText : kOtherModelText);
    signal.kind = SignalKind::Progress;
    if (!report(signal)) {
        return;
    }
    signal.kind = SignalKind::Succeeded;
    signal.finish = isRefusal ? Finish::Refusal : Finish::Stop;
    report(signal);
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
