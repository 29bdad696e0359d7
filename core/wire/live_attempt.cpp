#include "core/wire/live_attempt.h"

#include "core/base/check.h"
#include "core/wire/codec_registry.h"
#include "core/wire/redact.h"

#include <algorithm>
#include <array>
#include <utility>

namespace understudy {

namespace {

// The vendors' names for "our name for this request".
constexpr auto kRequestIdHeaders = std::to_array<std::string_view>(
    {"x-request-id", "request-id", "apim-request-id", "x-generation-id"});

std::string_view requestIdOf(const HttpHeaders& headers)
{
    for (const std::string_view name : kRequestIdHeaders) {
        if (const auto id = findHeader(headers, name)) {
            return *id;
        }
    }
    return {};
}

StreamEnding endingOf(TransportFault fault)
{
    switch (fault) {
    case TransportFault::EndInBody: return StreamEnding::Closed;
    case TransportFault::Malformed: return StreamEnding::Garbled;
    case TransportFault::Dns:
    case TransportFault::Refused:
    case TransportFault::Tls:
    case TransportFault::TlsCertificate:
    case TransportFault::Proxy:
    case TransportFault::ResetBeforeHead:
    case TransportFault::ResetInBody:
    case TransportFault::Local: return StreamEnding::Reset;
    }
    US_UNREACHABLE();
}

} // namespace

LiveAttempt::LiveAttempt(AttemptPlan plan, SignalSink& signals, TextSink& texts)
    : m_plan(std::move(plan))
    , m_signals(signals)
    , m_texts(texts)
{}

void LiveAttempt::connected()
{
    if (isOver() || std::exchange(m_isConnected, true)) {
        return; // a request that was mended connects twice
    }
    noteDropped();
    say(SignalKind::Connected);
}

void LiveAttempt::takeHead(const ResponseHead& head)
{
    if (isOver()) {
        return;
    }
    m_head = head;
    noteDropped();
    noteRequestId(requestIdOf(head.headers));
    m_phase = Phase::ErrorBody;
    if (promisesStream(head)) {
        m_phase = Phase::Stream;
        m_decoder = std::make_unique<StreamDecoder>(codecFor(endpoint().dialect)->makeReader());
    }
    AttemptSignal signal;
    signal.kind = SignalKind::Headers;
    signal.status = head.status;
    say(signal);
}

void LiveAttempt::takeBody(std::string_view bytes)
{
    if (hasSaidAll()) {
        return;
    }
    say(SignalKind::Bytes);
    if (m_phase == Phase::ErrorBody) {
        m_errorBody += bytes.substr(0, kErrorBodyBytes - m_errorBody.size());
        if (m_errorBody.size() == kErrorBodyBytes) {
            judgeErrorBody();
        }
    } else if (m_phase == Phase::Stream) {
        m_decoder->feed(bytes, *this);
        if (m_decoder->state().isDone) {
            judgeStream(StreamEnding::Complete);
        }
    }
}

void LiveAttempt::end()
{
    if (m_phase == Phase::ErrorBody) {
        judgeErrorBody();
    } else if (m_phase == Phase::Stream) {
        m_decoder->feedEnd(true, *this);
        judgeStream(StreamEnding::Complete);
    }
}

void LiveAttempt::breakDown(const TransportFailure& failure)
{
    if (m_phase == Phase::ErrorBody) {
        judgeErrorBody();
    } else if (m_phase == Phase::Stream) {
        m_decoder->feedEnd(false, *this);
        judgeStream(endingOf(failure.fault), failure.message);
    } else if (m_phase == Phase::Opening) {
        fail(classifyFailure(failure, facts()));
    }
}

void LiveAttempt::timeOutErrorBody() { judgeErrorBody(); }

void LiveAttempt::fail(const Verdict& verdict)
{
    if (isOver()) {
        return;
    }
    noteDropped();
    noteRequestId(verdict.requestId);
    if (!verdict.message.empty()) {
        note(NoteKind::Message, verdict.message);
    }
    m_phase = Phase::Over;
    AttemptSignal signal;
    signal.kind = SignalKind::Failed;
    signal.errorClass = verdict.errorClass;
    signal.shouldRetry = verdict.shouldRetry;
    signal.status = verdict.status;
    signal.hint = verdict.hint.value_or(signal.hint);
    signal.usage = usage();
    tellUsage(signal.usage);
    say(signal);
}

void LiveAttempt::silence() { m_phase = Phase::Over; }

void LiveAttempt::beat() { say(SignalKind::Bytes); }

bool LiveAttempt::hasHeartbeat() const
{
    return m_plan.breaksWith && m_plan.breaksWith->kind == FaultKind::HeartbeatStall;
}

void LiveAttempt::onDelta(const StreamDelta& delta, const StreamState& state)
{
    if (hasSaidAll()) {
        return;
    }
    noteModel(state.model);
    if (delta.isHeartbeat) {
        return;
    }
    say(SignalKind::Payload);
    if (breaksAfter(0)) {
        return breakOff();
    }
    if (delta.isContent) {
        takeContent(delta.text, state.tokens);
    }
}

// Each signal may end the attempt from outside: a race is lost at the first token of another.
void LiveAttempt::takeContent(const std::string& text, std::uint32_t tokens)
{
    if (hasSaidAll()) {
        return;
    }
    m_tokens = tokens;
    if (tokens == 1) {
        say(SignalKind::FirstToken);
    }
    if (!isOver() && !text.empty()) {
        m_texts.onText(m_plan.run, m_plan.attempt, text);
    }
    if (!isOver()) {
        say(SignalKind::Progress);
    }
    if (breaksAfter(tokens)) {
        breakOff();
    }
}

bool LiveAttempt::breaksAfter(std::uint32_t tokens) const
{
    return !hasSaidAll() && m_plan.breaksWith && m_plan.breaksWith->afterTokens == tokens;
}

void LiveAttempt::breakOff()
{
    const Fault& fault = *m_plan.breaksWith;
    const std::string place = ' ' + afterTokens(m_tokens);
    if (fault.kind == FaultKind::Stall || fault.kind == FaultKind::HeartbeatStall) {
        m_phase = Phase::Stalled;
        return;
    }
    Verdict verdict;
    verdict.errorClass = ErrorClass::StreamCut;
    verdict.status = m_head.status;
    if (fault.kind == FaultKind::ErrorEvent) {
        ErrorBody error;
        error.code = fault.code;
        error.message = "error inside the stream" + place;
        verdict = classifyStreamError(m_head, error, facts());
    } else if (fault.kind == FaultKind::Malformed) {
        verdict.errorClass = ErrorClass::StreamMalformed;
        verdict.message = "an event of the stream is not JSON" + place;
    } else {
        const bool isCut = fault.kind == FaultKind::Cut;
        verdict.message =
            cutMessage(isCut ? StreamEnding::Reset : StreamEnding::Complete, m_tokens);
    }
    fail(verdict);
}

void LiveAttempt::judgeStream(StreamEnding ending, std::string_view detail)
{
    if (hasSaidAll()) {
        return;
    }
    Verdict verdict = classifyStream(m_head, m_decoder->state(), ending, facts());
    if (verdict.row == "T14" && !detail.empty()) { // a bad chunk, say: the transport knows more
        verdict.message += ": " + keptMessage(detail, m_plan.key.reveal());
    }
    if (verdict.errorClass == ErrorClass::None) {
        succeed();
    } else {
        fail(verdict);
    }
}

void LiveAttempt::judgeErrorBody()
{
    if (!isOver()) {
        fail(classifyResponse(m_head, m_errorBody, facts()));
    }
}

void LiveAttempt::succeed()
{
    m_hasSucceeded = true;
    m_phase = Phase::Over;
    AttemptSignal signal;
    signal.kind = SignalKind::Succeeded;
    signal.finish = m_decoder->state().finish.value_or(Finish::Other);
    signal.usage = usage();
    tellUsage(signal.usage);
    say(signal);
}

// Only what the provider counted itself; an estimate is the engine's business.
void LiveAttempt::tellUsage(const TokenCounts& counts)
{
    if (m_decoder && m_decoder->state().usage != UsageReport{}) {
        m_texts.onUsage(m_plan.run, m_plan.attempt, counts);
    }
}

void LiveAttempt::noteDropped()
{
    for (const std::string& name : std::exchange(m_plan.dropped, {})) {
        note(NoteKind::Dropped, name);
    }
}

void LiveAttempt::noteRequestId(std::string_view id)
{
    if (!id.empty() && !m_hasRequestId) {
        m_hasRequestId = true;
        note(NoteKind::RequestName, keptMessage(id, m_plan.key.reveal()));
    }
}

void LiveAttempt::noteModel(const std::string& model)
{
    if (!model.empty() && model != endpoint().model && model != m_notedModel) {
        m_notedModel = model;
        note(NoteKind::Model, keptMessage(model, m_plan.key.reveal()));
    }
}

void LiveAttempt::note(NoteKind kind, std::string_view text)
{
    m_texts.onNote(m_plan.run, m_plan.attempt, kind, text);
}

void LiveAttempt::say(SignalKind kind)
{
    AttemptSignal signal;
    signal.kind = kind;
    say(signal);
}

void LiveAttempt::say(AttemptSignal signal)
{
    signal.id = m_plan.id;
    signal.tokens = m_tokens;
    m_signals.onSignal(signal);
}

AttemptFacts LiveAttempt::facts() const
{
    AttemptFacts facts;
    facts.provider = endpoint().provider;
    facts.key = m_plan.key.reveal();
    facts.readsHintsInMessages = m_plan.readsHintsInMessages;
    return facts;
}

const Endpoint& LiveAttempt::endpoint() const
{
    return m_plan.request->endpoints[m_plan.candidate];
}

// As the provider counted, else estimated; nothing when no answer had begun. A count from the
// middle of a stream may be older than the tokens that came since.
TokenCounts LiveAttempt::usage() const
{
    TokenCounts counts;
    if (!m_decoder) {
        return counts;
    }
    const UsageReport& report = m_decoder->state().usage;
    counts.input = report.input ? *report.input : estimateTokens(m_plan.request->chat);
    counts.cached = std::min(report.cached.value_or(0), counts.input);
    counts.output = report.output.value_or(m_tokens);
    if (!m_hasSucceeded) {
        counts.output = std::max(counts.output, m_tokens);
    }
    return counts;
}

} // namespace understudy
