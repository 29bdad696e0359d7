#include "core/wire/classify.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/error_rules.h"
#include "core/wire/redact.h"
#include "core/wire/retry_after.h"

#include <algorithm>

namespace understudy {

namespace {

ShouldRetry shouldRetryOf(const HttpHeaders& headers)
{
    const std::string_view value = findHeader(headers, "x-should-retry").value_or("");
    return equalsIgnoringCase(value, "true")    ? ShouldRetry::Yes
           : equalsIgnoringCase(value, "false") ? ShouldRetry::No
                                                : ShouldRetry::Unsaid;
}

std::string_view encodingOf(const ResponseHead& head)
{
    const std::string_view encoding = findHeader(head.headers, "content-encoding").value_or("");
    return equalsIgnoringCase(encoding, "identity") ? std::string_view() : encoding;
}

bool isSuccess(const ResponseHead& head) { return head.status >= 200 && head.status < 300; }

// Headers first; then the body's own hint; the message's words only where that was asked for.
std::optional<Duration> hintOf(const ResponseHead& head, const ErrorBody& error,
                               const AttemptFacts& attempt)
{
    const auto said = retryHint(head.headers, head.status, attempt.now);
    if (said) {
        return said;
    }
    if (error.retryDelay && *error.retryDelay > Duration::zero() &&
        *error.retryDelay <= kLongestHint) {
        return error.retryDelay;
    }
    return attempt.readsHintsInMessages ? retryHintInMessage(error.message, attempt.now)
                                        : std::nullopt;
}

// `status` is what the error stands for; the verdict carries the one that was on the wire.
Verdict judge(const ResponseHead& head, std::uint16_t status, const ErrorBody& error,
              const AttemptFacts& attempt)
{
    Verdict verdict;
    verdict.status = head.status;
    verdict.hint = hintOf(head, error, attempt);
    const ErrorRule& rule = findErrorRule({.status = status,
                                           .hasHint = verdict.hint.has_value(),
                                           .provider = attempt.provider,
                                           .body = error});
    verdict.errorClass = rule.errorClass;
    verdict.row = rule.row;
    verdict.shouldRetry = shouldRetryOf(head.headers);
    verdict.message = keptMessage(error.message, attempt.key);
    verdict.requestId = keptMessage(error.requestId, attempt.key);
    return verdict;
}

Verdict makeVerdict(ErrorClass errorClass, std::string_view row, const ResponseHead& head,
                    std::string message = {})
{
    Verdict verdict;
    verdict.errorClass = errorClass;
    verdict.row = row;
    verdict.status = head.status;
    verdict.message = std::move(message);
    return verdict;
}

Verdict pageVerdict(const ResponseHead& head, std::string_view text, const AttemptFacts& attempt)
{
    constexpr std::size_t kShownOfPage = 200;
    return makeVerdict(ErrorClass::Endpoint, "T16", head,
                       "not an API reply: " + keptMessage(text, attempt.key, kShownOfPage));
}

std::string redirectMessage(const ResponseHead& head)
{
    const auto target = parseUrl(findHeader(head.headers, "location").value_or(""));
    return target ? "the address redirects to " + target->origin()
                  : std::string("the address redirects elsewhere");
}

Verdict encodingVerdict(const ResponseHead& head)
{
    return makeVerdict(ErrorClass::TransportReset, "T14", head,
                       "the answer is encoded although plain text was asked for");
}

Verdict faultVerdict(const ResponseHead& head, const StreamState& state,
                     const AttemptFacts& attempt)
{
    switch (state.fault) {
    case StreamFault::None: break;
    case StreamFault::Malformed:
        return makeVerdict(ErrorClass::StreamMalformed, "S3", head,
                           "an event of the stream is not JSON");
    case StreamFault::TooLarge:
        return makeVerdict(ErrorClass::StreamMalformed, "S17", head,
                           "an event of the stream is too large");
    case StreamFault::Runaway:
        return makeVerdict(ErrorClass::StreamMalformed, "S17", head,
                           "the stream brings events without any content");
    case StreamFault::Disorder:
        return makeVerdict(ErrorClass::StreamMalformed, "S3", head,
                           "the pieces of a tool call came out of order");
    case StreamFault::Spliced:
        return makeVerdict(ErrorClass::StreamSpliced, "S19", head,
                           "a second answer began inside the first");
    case StreamFault::NotAnApi: return pageVerdict(head, state.error->message, attempt);
    }
    US_UNREACHABLE();
}

// A stream that broke off before its terminal marker.
Verdict cutVerdict(const ResponseHead& head, const StreamState& state, StreamEnding ending)
{
    if (ending == StreamEnding::Garbled || (state.isJson && ending != StreamEnding::Complete)) {
        return makeVerdict(ErrorClass::TransportReset, "T14", head,
                           cutMessage(ending, state.tokens));
    }
    const bool isDoneWithNothing = state.isDone && state.tokens == 0;
    if (ending == StreamEnding::Complete && (state.bytes == 0 || isDoneWithNothing)) {
        return makeVerdict(ErrorClass::Empty, "S8", head);
    }
    return makeVerdict(ErrorClass::StreamCut, "S5", head, cutMessage(ending, state.tokens));
}

// A stream with its terminal marker: still no answer if it is empty, filtered or given up.
Verdict endVerdict(const ResponseHead& head, const StreamState& state)
{
    const Finish finish = state.finish.value_or(Finish::Other);
    if (finish == Finish::Error) {
        return makeVerdict(ErrorClass::Server, "S2", head);
    }
    if (finish == Finish::Filter) {
        return makeVerdict(ErrorClass::PolicyOutput, "S10", head);
    }
    if (finish == Finish::Refusal || state.tokens > 0) {
        return makeVerdict(ErrorClass::None, {}, head);
    }
    if (state.isWindowFull) {
        return makeVerdict(ErrorClass::Context, "H4", head);
    }
    return finish == Finish::Length ? makeVerdict(ErrorClass::EmptyLength, "S9", head)
                                    : makeVerdict(ErrorClass::Empty, "S8", head);
}

} // namespace

Verdict classifyFailure(const TransportFailure& failure, const AttemptFacts& attempt)
{
    const auto verdict = [&](ErrorClass errorClass, std::string_view row) {
        return makeVerdict(errorClass, row, {}, keptMessage(failure.message, attempt.key));
    };
    switch (failure.fault) {
    case TransportFault::Dns: return verdict(ErrorClass::TransportDns, "T2");
    case TransportFault::Refused: return verdict(ErrorClass::TransportConnect, "T6");
    case TransportFault::Tls: return verdict(ErrorClass::TransportTls, "T9");
    case TransportFault::TlsCertificate: return verdict(ErrorClass::TransportTls, "T8");
    case TransportFault::Proxy: return verdict(ErrorClass::TransportConnect, "T10");
    case TransportFault::ResetBeforeHead:
    case TransportFault::ResetInBody:
    case TransportFault::EndInBody: return verdict(ErrorClass::TransportReset, "T12");
    case TransportFault::Malformed: return verdict(ErrorClass::TransportReset, "T14");
    case TransportFault::Local: return verdict(ErrorClass::Local, "T17");
    }
    US_UNREACHABLE();
}

Verdict classifyResponse(const ResponseHead& head, std::string_view body,
                         const AttemptFacts& attempt)
{
    const bool isReadable = encodingOf(head).empty();
    if (isSuccess(head)) {
        return isReadable ? pageVerdict(head, readErrorBody(body).message, attempt)
                          : encodingVerdict(head);
    }
    const ErrorBody error = isReadable ? readErrorBody(body) : ErrorBody{};
    Verdict verdict = judge(head, head.status, error, attempt);
    if (verdict.row == "T15") {
        verdict.message = keptMessage(redirectMessage(head), attempt.key);
    }
    return verdict;
}

Verdict classifyStream(const ResponseHead& head, const StreamState& state, StreamEnding ending,
                       const AttemptFacts& attempt)
{
    if (state.fault != StreamFault::None) {
        return faultVerdict(head, state, attempt);
    }
    if (state.error) {
        return classifyStreamError(head, *state.error, attempt);
    }
    return state.isWhole ? endVerdict(head, state) : cutVerdict(head, state, ending);
}

Verdict classifyStreamError(const ResponseHead& head, const ErrorBody& error,
                            const AttemptFacts& attempt)
{
    return judge(head, error.status, error, attempt);
}

bool promisesStream(const ResponseHead& head)
{
    const std::string type = lowered(findHeader(head.headers, "content-type").value_or(""));
    return isSuccess(head) && encodingOf(head).empty() && !type.starts_with("text/html");
}

std::string afterTokens(std::uint32_t tokens)
{
    return "after " + std::to_string(tokens) + (tokens == 1 ? " token" : " tokens");
}

std::string cutMessage(StreamEnding ending, std::uint32_t tokens)
{
    const std::string after = ' ' + afterTokens(tokens);
    switch (ending) {
    case StreamEnding::Complete: return "stream ended without its terminal marker" + after;
    case StreamEnding::Reset: return "connection reset" + after;
    case StreamEnding::Closed: return "connection closed" + after;
    case StreamEnding::Garbled: return "malformed answer" + after;
    }
    US_UNREACHABLE();
}

} // namespace understudy
