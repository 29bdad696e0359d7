#include "core/serve/answer_player.h"

#include "core/base/check.h"
#include "core/serve/answer_text.h"
#include "core/serve/http_reply.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

// Oftener than any limit for silence that makes sense.
constexpr Duration kHeartbeat = milliseconds(200);
constexpr Duration kLongest = milliseconds(std::int64_t{1'000'000'000'000}); // 31 years

Duration spanOf(Duration interval, std::uint32_t count)
{
    const bool isTooLong = count > 0 && interval > kLongest / count;
    return isTooLong ? kLongest : interval * static_cast<std::int64_t>(count);
}

HttpHeaders replyHeaders(const AnswerScript& script, const ChatEncoder& encoder,
                         std::string contentType)
{
    HttpHeaders headers{{"content-type", std::move(contentType)},
                        {std::string(encoder.requestIdHeader()), "req_" + script.head.id}};
    if (script.closes) {
        headers.emplace_back("connection", "close");
    }
    return headers;
}

// Both vendors count in seconds; the finer spelling is OpenAI's.
void addRetryAfter(const std::optional<Duration>& wait, HttpHeaders& headers)
{
    constexpr std::int64_t kSecond = 1'000;
    if (!wait) {
        return;
    }
    const std::int64_t count = toMilliseconds(*wait + milliseconds(1) - Duration{1}); // rounded up
    if (count % kSecond == 0) {
        headers.emplace_back("retry-after", std::to_string(count / kSecond));
    } else {
        headers.emplace_back("retry-after-ms", std::to_string(count));
    }
}

// Where an answer of that many tokens breaks; a fault beyond its end does not happen.
std::optional<std::uint32_t> breakingPoint(const AnswerScript& script)
{
    const bool breaks = script.fault && isInsideStream(script.fault->kind) &&
                        script.fault->afterTokens <= script.draws.outputTokens;
    return breaks ? std::optional(script.fault->afterTokens) : std::nullopt;
}

bool isInstead(const std::optional<Fault>& fault)
{
    return fault && placeOf(fault->kind) == FaultPlace::Instead;
}

bool strikes(const AnswerScript& script, FaultKind kind)
{
    return script.fault && script.fault->kind == kind;
}

// What a captive portal or a wrong base URL answers.
constexpr std::string_view kLoginPage = "<!doctype html><html><head><title>Sign in</title></head>"
                                        "<body><h1>Please sign in</h1></body></html>";

// A token's event whose JSON lacks its end.
std::string brokenEvent(const std::string& event)
{
    const std::size_t end = event.rfind('}');
    return event.substr(0, end - 1) + "\n\n";
}

} // namespace

AnswerPlayer::AnswerPlayer(Scheduler& scheduler, StageLog& log, ReplyChannel& channel)
    : m_scheduler(scheduler)
    , m_log(log)
    , m_channel(channel)
{}

AnswerPlayer::~AnswerPlayer() { m_scheduler.forgetTarget(*this); }

void AnswerPlayer::play(AnswerScript script)
{
    m_script = std::move(script);
    m_sent = 0;
    m_hasBegun = false;
    m_hasBroken = false;
    m_due = m_scheduler.now();
    m_safeBreak = m_due;
    if (strikes(m_script, FaultKind::WrongModel)) {
        m_script.head.model = lookalikeOf(m_script.head.model);
    }
    if (isInstead(m_script.fault)) {
        m_due += m_script.insteadAfter;
    } else {
        const std::uint32_t tokens = m_script.draws.outputTokens;
        const std::uint32_t spoken = std::max(breakingPoint(m_script).value_or(tokens), 1U) - 1;
        m_due += m_script.draws.firstToken;
        m_due += m_script.isStream ? Duration{} : spanOf(m_script.draws.tokenInterval, spoken);
    }
    waitUntil(m_due);
}

void AnswerPlayer::refuse(const AnswerScript& script, const VendorError& error)
{
    const ChatEncoder& encoder = *encoderFor(script.dialect);
    HttpHeaders headers = replyHeaders(script, encoder, "application/json");
    if (script.fault) {
        addRetryAfter(script.fault->retryAfter, headers);
    }
    m_log.setStatus(script.logNumber, error.status);
    m_channel.write(
        wholeReply(error.status, std::move(headers), encoder.errorBody(script.head, error)));
    m_channel.endReply();
}

void AnswerPlayer::onWake(std::uint64_t token)
{
    if (token != m_wake) {
        return;
    }
    if (isInstead(m_script.fault)) {
        playInstead();
    } else if (strikes(m_script, FaultKind::Refusal) || strikes(m_script, FaultKind::Empty)) {
        playContentless();
    } else if (m_script.isStream) {
        playStream();
    } else {
        playWhole();
    }
}

void AnswerPlayer::playInstead()
{
    const FaultKind kind = m_script.fault->kind;
    // The port is shared with healthy providers: a reset is the nearest thing to a refusal.
    if (kind == FaultKind::Refuse || kind == FaultKind::Reset) {
        m_channel.reset();
    } else if (kind == FaultKind::Html) {
        sendWhole(replyHeaders(m_script, encoder(), "text/html; charset=utf-8"), kLoginPage);
    } else if (kind != FaultKind::Hang) { // that one lasts until the client has had enough
        refuse(m_script, injectedError(m_script.dialect, *m_script.fault));
    }
}

void AnswerPlayer::sendWhole(HttpHeaders headers, std::string_view body)
{
    m_log.setStatus(m_script.logNumber, 200);
    write(wholeReply(200, std::move(headers), body));
    m_channel.endReply();
}

// An answer that has no content, or a refusal in its place.
void AnswerPlayer::playContentless()
{
    const AnswerHead& head = m_script.head;
    const AnswerEnd nothing{0, m_script.brokenAs == ErrorClass::EmptyLength};
    const bool isRefusal = m_script.fault->kind == FaultKind::Refusal;
    if (!m_script.isStream) {
        sendWhole(replyHeaders(m_script, encoder(), "application/json"),
                  isRefusal ? encoder().wholeRefusal(head) : encoder().whole(head, "", nothing));
        return;
    }
    beginStream(isRefusal ? encoder().refusal(head)
                          : encoder().preamble(head) + encoder().ending(head, nothing));
    write(kLastChunk);
    m_channel.endReply();
}

void AnswerPlayer::playWhole()
{
    const std::string text = answerText(m_script.head.model, m_script.draws.outputTokens);
    const std::string body = encoder().whole(m_script.head, text, end());
    if (breakingPoint(m_script)) {
        playBrokenWhole(body);
        return;
    }
    sendWhole(replyHeaders(m_script, encoder(), "application/json"), body);
}

// Without a stream there is no place for an error event: the whole reply is the error.
void AnswerPlayer::playBrokenWhole(const std::string& body)
{
    if (m_script.fault->kind == FaultKind::ErrorEvent) {
        refuse(m_script, injectedError(m_script.dialect, *m_script.fault));
        return;
    }
    const FaultKind kind = m_script.fault->kind;
    const std::string half = body.substr(0, body.size() / 2);
    HttpHeaders headers = replyHeaders(m_script, encoder(), "application/json");
    if (kind == FaultKind::Malformed) {
        sendWhole(std::move(headers), half);
    } else if (std::exchange(m_hasBegun, true)) {
        kind == FaultKind::Cut ? m_channel.reset() : beat(chunk(" ")); // blanks are no JSON
    } else if (kind == FaultKind::Truncate) {
        headers.emplace_back("transfer-encoding", "chunked");
        write(replyHead(200, headers).append(chunk(half)).append(kLastChunk));
        m_channel.endReply();
    } else {
        const bool isCut = kind == FaultKind::Cut;
        headers.emplace_back(isCut ? "content-length" : "transfer-encoding",
                             isCut ? std::to_string(body.size()) : "chunked");
        write(replyHead(200, headers) + (isCut ? half : chunk(half)));
        if (kind != FaultKind::Stall) {
            waitUntil(m_safeBreak);
        }
    }
    m_log.setStatus(m_script.logNumber, 200);
}

void AnswerPlayer::playStream()
{
    if (!m_hasBegun) {
        beginStream(encoder().preamble(m_script.head));
    } else if (m_hasBroken) {
        breakStream();
        return;
    }
    if (!breaksHere()) {
        sendToken();
    }
    if (breaksHere()) {
        breakSoon();
    } else if (m_sent == m_script.draws.outputTokens) {
        endStream(encoder().ending(m_script.head, end()));
    } else {
        m_due += m_script.draws.tokenInterval;
        waitUntil(m_due);
    }
}

// With its token. Only a reset must wait, since it may overtake what was written.
void AnswerPlayer::breakSoon()
{
    m_hasBroken = true;
    if (m_script.fault->kind == FaultKind::Cut && m_script.brokenAs == ErrorClass::None) {
        waitUntil(m_safeBreak);
    } else {
        breakStream();
    }
}

void AnswerPlayer::beginStream(std::string_view events)
{
    m_hasBegun = true;
    HttpHeaders headers = replyHeaders(m_script, encoder(), "text/event-stream; charset=utf-8");
    headers.emplace_back("cache-control", "no-cache");
    if (strikes(m_script, FaultKind::ErrorEvent)) {
        addRetryAfter(m_script.fault->retryAfter, headers);
    }
    headers.emplace_back("transfer-encoding", "chunked");
    m_log.setStatus(m_script.logNumber, 200);
    write(replyHead(200, headers) + chunk(events));
}

void AnswerPlayer::sendToken()
{
    const std::string text = answerToken(m_script.head.model, m_sent, m_script.draws.outputTokens);
    write(chunk(encoder().token(m_script.head, text)));
    ++m_sent;
}

bool AnswerPlayer::breaksHere() const { return breakingPoint(m_script) == m_sent; }

void AnswerPlayer::breakStream()
{
    const FaultKind kind = m_script.fault->kind;
    if (m_script.brokenAs != ErrorClass::None) {
        breakAs(m_script.brokenAs);
    } else if (kind == FaultKind::Cut) {
        m_channel.reset();
    } else if (kind == FaultKind::HeartbeatStall) {
        beat(chunk(encoder().heartbeat()));
    } else if (kind == FaultKind::ErrorEvent) {
        const VendorError error = injectedError(m_script.dialect, *m_script.fault);
        endStream(encoder().errorEvent(m_script.head, error));
    } else if (kind == FaultKind::Malformed) {
        endStream(brokenEvent(encoder().token(m_script.head, " ")));
    } else if (kind == FaultKind::Truncate) {
        endStream({});
    } // a stall lasts until the client has had enough
}

// Breaks that only twins have.
void AnswerPlayer::breakAs(ErrorClass errorClass)
{
    if (errorClass == ErrorClass::StreamSpliced) {
        AnswerHead other = m_script.head;
        std::reverse(other.id.begin(), other.id.end());
        other.id += 'b'; // whatever the first one is
        endStream(encoder().preamble(other));
    } else if (errorClass == ErrorClass::PolicyOutput) {
        AnswerEnd filtered = end();
        filtered.outputTokens = m_sent;
        filtered.isFiltered = true;
        endStream(encoder().ending(m_script.head, filtered));
    } else { // no chunk begins like that
        write("?\r\n");
        m_channel.closeCleanly();
    }
}

// Ends the body as HTTP wants it.
void AnswerPlayer::endStream(std::string_view events)
{
    write(chunk(events).append(kLastChunk));
    m_channel.endReply();
}

void AnswerPlayer::beat(std::string_view bytes)
{
    write(bytes);
    waitUntil(m_scheduler.now() + kHeartbeat);
}

const ChatEncoder& AnswerPlayer::encoder() const { return *encoderFor(m_script.dialect); }

AnswerEnd AnswerPlayer::end() const
{
    return {m_script.draws.outputTokens, m_script.draws.isCapped};
}

void AnswerPlayer::write(std::string_view bytes)
{
    m_safeBreak = m_scheduler.now() + m_script.resetGap;
    m_channel.write(bytes);
}

void AnswerPlayer::waitUntil(Instant when) { m_scheduler.wakeAt(when, *this, ++m_wake); }

} // namespace understudy
