#include "core/serve/answer_player.h"

#include "core/base/check.h"
#include "core/serve/answer_text.h"
#include "core/serve/http_reply.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

// What was written must have left before a reset may overtake it.
constexpr Duration kBreakGap = milliseconds(2);
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
    const std::int64_t count = toMilliseconds(*wait);
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
    m_due = m_scheduler.now();
    m_safeBreak = m_due;
    if (!m_script.fault || isInsideStream(m_script.fault->kind)) {
        const std::uint32_t tokens = m_script.draws.outputTokens;
        const std::uint32_t spoken = breakingPoint(m_script).value_or(tokens - 1);
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
    if (m_script.fault && !isInsideStream(m_script.fault->kind)) {
        playEarlyFault();
    } else if (m_script.isStream) {
        playStream();
    } else {
        playWhole();
    }
}

void AnswerPlayer::playEarlyFault()
{
    switch (m_script.fault->kind) {
    case FaultKind::Refuse: // the port is shared with healthy providers: the nearest thing to it
    case FaultKind::Reset: m_channel.reset(); break;
    case FaultKind::Hang: break; // until the client has had enough
    case FaultKind::Status:
        refuse(m_script, injectedError(m_script.dialect, *m_script.fault));
        break;
    case FaultKind::Cut:
    case FaultKind::Truncate:
    case FaultKind::ErrorEvent: US_UNREACHABLE();
    }
}

void AnswerPlayer::playWhole()
{
    const std::string text = answerText(m_script.head.model, m_script.draws.outputTokens);
    const std::string body = encoder().whole(m_script.head, text, end());
    if (breakingPoint(m_script)) {
        playBrokenWhole(body);
        return;
    }
    m_log.setStatus(m_script.logNumber, 200);
    write(wholeReply(200, replyHeaders(m_script, encoder(), "application/json"), body));
    m_channel.endReply();
}

// Without a stream there is no place for an error event: the whole reply is the error.
void AnswerPlayer::playBrokenWhole(const std::string& body)
{
    if (m_script.fault->kind == FaultKind::ErrorEvent) {
        refuse(m_script, injectedError(m_script.dialect, *m_script.fault));
        return;
    }
    if (m_hasBegun) {
        m_channel.reset();
        return;
    }
    m_hasBegun = true;
    const std::string half = body.substr(0, body.size() / 2);
    HttpHeaders headers = replyHeaders(m_script, encoder(), "application/json");
    m_log.setStatus(m_script.logNumber, 200);
    if (m_script.fault->kind == FaultKind::Cut) {
        headers.emplace_back("content-length", std::to_string(body.size()));
        write(replyHead(200, headers) + half);
        waitUntil(m_safeBreak);
    } else {
        headers.emplace_back("transfer-encoding", "chunked");
        write(replyHead(200, headers).append(chunk(half)).append(kLastChunk));
        m_channel.endReply();
    }
}

void AnswerPlayer::playStream()
{
    if (!m_hasBegun) {
        beginStream();
    }
    if (breaksHere() && m_scheduler.now() >= m_safeBreak) {
        breakStream();
        return;
    }
    if (breaksHere()) {
        waitUntil(m_safeBreak);
        return;
    }
    sendToken();
    if (m_sent == m_script.draws.outputTokens && !breaksHere()) {
        finishStream();
        return;
    }
    m_due += m_script.draws.tokenInterval;
    waitUntil(m_due);
}

void AnswerPlayer::beginStream()
{
    m_hasBegun = true;
    HttpHeaders headers = replyHeaders(m_script, encoder(), "text/event-stream; charset=utf-8");
    headers.emplace_back("cache-control", "no-cache");
    headers.emplace_back("transfer-encoding", "chunked");
    m_log.setStatus(m_script.logNumber, 200);
    write(replyHead(200, headers) + chunk(encoder().preamble(m_script.head)));
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
    if (m_script.fault->kind == FaultKind::Cut) {
        m_channel.reset();
        return;
    }
    std::string last;
    if (m_script.fault->kind == FaultKind::ErrorEvent) {
        const VendorError error = injectedError(m_script.dialect, *m_script.fault);
        last = chunk(encoder().errorEvent(m_script.head, error));
    }
    write(last.append(kLastChunk));
    m_channel.endReply();
}

void AnswerPlayer::finishStream()
{
    write(chunk(encoder().ending(m_script.head, end())).append(kLastChunk));
    m_channel.endReply();
}

const ChatEncoder& AnswerPlayer::encoder() const { return *encoderFor(m_script.dialect); }

AnswerEnd AnswerPlayer::end() const
{
    return {m_script.draws.outputTokens, m_script.draws.isCapped};
}

void AnswerPlayer::write(std::string_view bytes)
{
    m_safeBreak = m_scheduler.now() + kBreakGap;
    m_channel.write(bytes);
}

void AnswerPlayer::waitUntil(Instant when) { m_scheduler.wakeAt(when, *this, ++m_wake); }

} // namespace understudy
