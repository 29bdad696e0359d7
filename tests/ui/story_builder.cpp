#include "tests/ui/story_builder.h"

#include <utility>

namespace understudy::test {

namespace {

const char* const kAnswer =
    "Imagine a light switch that looks after your toys. When too many toys are plugged in at once, "
    "the wires get hot, like your hands when you rub them together. The switch notices, goes "
    "\"click\" and turns everything off, so that nothing can burn.\n\n"
    "Then it waits a little. When things have cooled down, it lets you try one toy again. If that "
    "one works, all the others may come back. If not, it clicks off and waits some more.";

constexpr NanoUsd kCost = 3'100'000; // $0.0031

} // namespace

std::vector<CandidateLabel> sampleLabels()
{
    return {{"lead", "gpt-5", "openai", "gpt-5"},
            {"understudy", "claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5"},
            {"last-resort", "claude-opus-4-1", "anthropic", "claude-opus-4-1"}};
}

Catalogue sampleCatalogue()
{
    const auto model = [](const char* provider, const char* id, std::uint32_t context,
                          Price price) {
        CatalogueModel entry;
        entry.provider = provider;
        entry.model = id;
        entry.context = context;
        entry.price = price;
        return entry;
    };
    return Catalogue(
        {model("openai", "gpt-5", 400'000, {1'250'000'000, 125'000'000, 10'000'000'000}),
         model("openai", "gpt-4.1-mini", 1'047'576, {400'000'000, 100'000'000, 1'600'000'000}),
         model("anthropic", "claude-sonnet-4-5", 200'000,
               {3'000'000'000, 300'000'000, 15'000'000'000}),
         model("anthropic", "claude-opus-4-1", 200'000,
               {15'000'000'000, 1'500'000'000, 75'000'000'000}),
         model("google", "gemini-2.5-flash", 1'048'576, {300'000'000, 30'000'000, 2'500'000'000})},
        "2026-11-22");
}

StoryBuilder::StoryBuilder() { m_batch.push_back(event(EventKind::RunStarted)); }

RunEvent StoryBuilder::event(EventKind kind) const
{
    RunEvent event;
    event.kind = kind;
    event.at = m_at;
    event.attempt = m_attempt;
    event.candidate = m_candidate;
    return event;
}

StoryBuilder& StoryBuilder::at(std::int64_t ms)
{
    m_at = milliseconds(ms);
    return *this;
}

StoryBuilder& StoryBuilder::begin(std::uint16_t candidate, std::uint32_t tryNumber,
                                  StartCause because)
{
    ++m_attempt;
    m_candidate = candidate;
    m_tokens = 0;
    RunEvent started = event(EventKind::AttemptStarted);
    started.count = tryNumber;
    started.because = static_cast<std::uint8_t>(because);
    m_batch.push_back(started);
    return *this;
}

StoryBuilder& StoryBuilder::firstToken()
{
    RunEvent headers = event(EventKind::Headers);
    headers.status = 200;
    m_batch.push_back(headers);
    m_batch.push_back(event(EventKind::FirstToken));
    return *this;
}

StoryBuilder& StoryBuilder::say(const std::string& text, std::uint32_t tokens)
{
    m_tokens += tokens;
    m_batch.push_back(TextPiece{m_attempt, text});
    RunEvent progress = event(EventKind::Progress);
    progress.count = m_tokens;
    m_batch.push_back(progress);
    return *this;
}

StoryBuilder& StoryBuilder::fail(ErrorClass errorClass, std::uint16_t status,
                                 std::uint16_t injected, const std::string& message)
{
    if (!message.empty()) {
        m_batch.push_back(NotePiece{m_attempt, NoteKind::Message, message});
    }
    RunEvent failed = event(EventKind::AttemptFailed);
    failed.errorClass = errorClass;
    failed.status = status;
    failed.injected = injected;
    failed.count = m_tokens;
    failed.amount = m_tokens > 0 ? 400'000 : 0;
    m_batch.push_back(failed);
    m_lastError = errorClass;
    return *this;
}

StoryBuilder& StoryBuilder::discard()
{
    RunEvent discarded = event(EventKind::Discarded);
    discarded.count = m_tokens;
    m_batch.push_back(discarded);
    return *this;
}

StoryBuilder& StoryBuilder::succeed()
{
    RunEvent succeeded = event(EventKind::AttemptSucceeded);
    succeeded.count = m_tokens;
    succeeded.amount = kCost;
    succeeded.status = 200;
    m_batch.push_back(succeeded);
    return *this;
}

StoryBuilder& StoryBuilder::abandon(AbandonCause cause)
{
    RunEvent abandoned = event(EventKind::AttemptAbandoned);
    abandoned.because = static_cast<std::uint8_t>(cause);
    abandoned.count = m_tokens;
    m_batch.push_back(abandoned);
    return *this;
}

StoryBuilder& StoryBuilder::backOff(std::int64_t ms, WaitCause because)
{
    RunEvent wait = event(EventKind::Backoff);
    wait.amount = milliseconds(ms).count();
    wait.because = static_cast<std::uint8_t>(because);
    m_batch.push_back(wait);
    m_at += milliseconds(ms);
    return *this;
}

StoryBuilder& StoryBuilder::skip(std::uint16_t candidate, SkipCause because)
{
    RunEvent skipped = event(EventKind::CandidateSkipped);
    skipped.attempt = 0;
    skipped.candidate = candidate;
    skipped.because = static_cast<std::uint8_t>(because);
    m_batch.push_back(skipped);
    return *this;
}

StoryBuilder& StoryBuilder::switchTo(std::uint16_t candidate)
{
    RunEvent switched = event(EventKind::Switched);
    switched.from = m_candidate;
    switched.candidate = candidate;
    switched.errorClass = m_lastError;
    m_batch.push_back(switched);
    return begin(candidate, 1, StartCause::Switch);
}

StoryBuilder& StoryBuilder::finish(RunOutcome outcome)
{
    RunEvent finished = event(EventKind::RunFinished);
    finished.because = static_cast<std::uint8_t>(outcome);
    finished.attempt = outcome == RunOutcome::Answered ? m_attempt : 0;
    finished.count = m_attempt;
    m_batch.push_back(finished);
    return *this;
}

RunBatch StoryBuilder::take() { return std::exchange(m_batch, {}); }

RunStory StoryBuilder::story() const
{
    RunStory story(sampleLabels());
    story.apply(m_batch);
    return story;
}

RunBatch healthyRun()
{
    return StoryBuilder()
        .begin(0, 1, StartCause::First)
        .at(380)
        .firstToken()
        .say(kAnswer, 96)
        .at(1980)
        .succeed()
        .finish(RunOutcome::Answered)
        .batch();
}

RunBatch switchedRun()
{
    const std::string message = "The server is overloaded. Please try again later.";
    return StoryBuilder()
        .begin(0, 1, StartCause::First)
        .at(180)
        .fail(ErrorClass::Overload, 503, 1, message)
        .backOff(480)
        .begin(0, 2, StartCause::Retry)
        .at(820)
        .fail(ErrorClass::Overload, 503, 1, message)
        .backOff(900)
        .begin(0, 3, StartCause::Retry)
        .at(1900)
        .fail(ErrorClass::Overload, 503, 1, message)
        .switchTo(1)
        .at(2310)
        .firstToken()
        .say(kAnswer, 96)
        .at(3720)
        .succeed()
        .finish(RunOutcome::Answered)
        .batch();
}

RunBatch cutRun()
{
    return StoryBuilder()
        .begin(0, 1, StartCause::First)
        .at(420)
        .firstToken()
        .say("A circuit breaker is like a small guard who watches how many toys", 41)
        .at(1300)
        .fail(ErrorClass::StreamCut, 200, 1, "The connection was reset after 41 tokens.")
        .discard()
        .switchTo(1)
        .at(1840)
        .firstToken()
        .say(kAnswer, 96)
        .at(3300)
        .succeed()
        .finish(RunOutcome::Answered)
        .batch();
}

RunBatch failedRun()
{
    return StoryBuilder()
        .begin(0, 1, StartCause::First)
        .at(140)
        .fail(ErrorClass::RateLimitWait, 429, 0, "Rate limit reached for gpt-5.")
        .backOff(900, WaitCause::Hint)
        .begin(0, 2, StartCause::Retry)
        .at(1200)
        .fail(ErrorClass::RateLimitWait, 429, 0, "Rate limit reached for gpt-5.")
        .backOff(1100)
        .begin(0, 3, StartCause::Retry)
        .at(2460)
        .fail(ErrorClass::Server, 500, 0, "The server had an error.")
        .switchTo(1)
        .at(2900)
        .fail(ErrorClass::TransportReset, 0)
        .backOff(520)
        .begin(1, 2, StartCause::Retry)
        .at(3800)
        .fail(ErrorClass::TransportConnect, 0)
        .switchTo(2)
        .at(5600)
        .fail(ErrorClass::TimeoutFirstToken, 0)
        .finish(RunOutcome::Failed)
        .batch();
}

RunBatch streamingRun()
{
    const std::string text(kAnswer);
    return StoryBuilder()
        .begin(0, 1, StartCause::First)
        .at(180)
        .fail(ErrorClass::Overload, 503, 1, "Overloaded.")
        .backOff(480)
        .begin(0, 2, StartCause::Retry)
        .at(800)
        .fail(ErrorClass::Overload, 503, 1, "Overloaded.")
        .switchTo(1)
        .at(1210)
        .firstToken()
        .at(1700)
        .say(text.substr(0, 180), 38)
        .batch();
}

} // namespace understudy::test
