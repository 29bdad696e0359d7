#include "core/record/run_story.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

// More than any chain may make: a broken record must not ask for endless memory.
constexpr std::uint32_t kMostAttempts = 100'000;

} // namespace

ErrorClass AttemptStory::cause() const
{
    if (state == AttemptState::Failed) {
        return errorClass;
    }
    if (state != AttemptState::Abandoned) {
        return ErrorClass::None;
    }
    switch (abandoned) {
    case AbandonCause::Deadline: return ErrorClass::Deadline;
    case AbandonCause::Manual: return ErrorClass::Manual;
    case AbandonCause::Cancelled:
    case AbandonCause::LostRace: return ErrorClass::Cancelled;
    }
    return ErrorClass::Cancelled;
}

RunStory::RunStory(std::vector<CandidateLabel> labels)
    : m_labels(std::move(labels))
{}

void RunStory::apply(const RunBatch& batch)
{
    for (const RunRecord& record : batch) {
        if (const auto* event = std::get_if<RunEvent>(&record)) {
            apply(*event);
        } else if (const auto* text = std::get_if<TextPiece>(&record)) {
            addText(text->attempt, text->delta);
        } else if (const auto* note = std::get_if<NotePiece>(&record)) {
            addNote(note->attempt, note->kind, note->text);
        } else if (const auto* usage = std::get_if<UsagePiece>(&record)) {
            addUsage(usage->attempt, usage->usage);
        }
    }
}

void RunStory::apply(const RunEvent& event)
{
    m_lastTime = event.at;
    switch (event.kind) {
    case EventKind::RunStarted: m_started = true; break;
    case EventKind::CandidateSkipped:
        m_skips.push_back({event.at, event.candidate, event.skipCause(), Duration{event.amount}});
        break;
    case EventKind::Backoff:
        m_waits.push_back({event.candidate, event.attempt, event.at, Duration{event.amount},
                           event.waitCause(), std::nullopt});
        break;
    case EventKind::Switched:
        endWaits(event.at, event.from);
        m_switches.push_back(
            {event.at, event.from, event.candidate, event.switchCause(), event.errorClass});
        break;
    case EventKind::RunFinished:
        m_outcome = event.outcome();
        m_runError = event.errorClass;
        m_serving = event.attempt;
        endWaits(event.at, kNoIndex);
        break;
    case EventKind::AttemptStarted:
        endWaits(event.at, event.candidate);
        applyToAttempt(event);
        break;
    case EventKind::Breaker:
        m_breakers.push_back({event.at, event.candidate, event.breakerTurn()});
        break;
    case EventKind::Outage:
        m_outages.push_back({event.at, event.injected, event.because != 0});
        break;
    case EventKind::Headers:
    case EventKind::FirstToken:
    case EventKind::Progress:
    case EventKind::AttemptSucceeded:
    case EventKind::AttemptFailed:
    case EventKind::AttemptAbandoned:
    case EventKind::Discarded: applyToAttempt(event); break;
    case EventKind::StepEntered: break;
    }
}

void RunStory::applyToAttempt(const RunEvent& event)
{
    if (AttemptStory* attempt = reach(event.attempt)) {
        applyTo(*attempt, event);
    }
}

// house: long because it is one switch over the closed list of events
void RunStory::applyTo(AttemptStory& attempt, const RunEvent& event)
{
    const auto close = [&](AttemptState state) {
        attempt.state = state;
        attempt.end = event.at;
        attempt.tokens = event.count;
        attempt.cost = event.amount;
    };
    switch (event.kind) {
    case EventKind::AttemptStarted:
        attempt.candidate = event.candidate;
        attempt.tryNumber = event.count;
        attempt.because = event.startCause();
        attempt.continues = static_cast<std::uint32_t>(event.amount);
        attempt.start = event.at;
        break;
    case EventKind::Headers:
        attempt.headers = event.at;
        attempt.status = event.status;
        break;
    case EventKind::FirstToken:
        attempt.firstToken = event.at;
        attempt.state = AttemptState::Streaming;
        noteShown(attempt, event);
        break;
    case EventKind::Progress:
        attempt.tokens = event.count;
        noteShown(attempt, event);
        break;
    case EventKind::AttemptSucceeded:
        close(AttemptState::Succeeded);
        attempt.isShown = true;
        attempt.finish = event.finish();
        m_serving = attempt.number;
        break;
    case EventKind::AttemptFailed:
        close(AttemptState::Failed);
        attempt.errorClass = event.errorClass;
        attempt.status = event.status;
        attempt.phase = event.phase;
        attempt.reaction = event.reaction;
        attempt.injected = event.injected;
        if (m_serving == attempt.number) {
            m_serving = 0;
        }
        break;
    case EventKind::AttemptAbandoned:
        close(AttemptState::Abandoned);
        attempt.abandoned = event.abandonCause();
        break;
    case EventKind::Discarded:
        attempt.isDiscarded = true;
        attempt.discardedTokens = event.count;
        break;
    case EventKind::RunStarted:
    case EventKind::StepEntered:
    case EventKind::CandidateSkipped:
    case EventKind::Backoff:
    case EventKind::Switched:
    case EventKind::Breaker:
    case EventKind::Outage:
    case EventKind::RunFinished: break;
    }
}

void RunStory::noteShown(AttemptStory& attempt, const RunEvent& event)
{
    if ((event.flags & kHeld) == 0) {
        attempt.isShown = true;
        m_serving = attempt.number;
    }
}

// A wait of the candidate (kNoIndex: of any) that was to last beyond `at` ends there.
void RunStory::endWaits(Duration at, std::uint16_t candidate)
{
    for (auto wait = m_waits.rbegin(); wait != m_waits.rend(); ++wait) {
        const bool isMeant = candidate == kNoIndex || wait->candidate == candidate;
        if (isMeant && !wait->cutShort && wait->start + wait->length > at) {
            wait->cutShort = at;
        }
        if (wait->candidate == candidate) {
            return; // a candidate waits once at a time
        }
    }
}

void RunStory::addText(std::uint32_t attempt, std::string_view delta)
{
    if (AttemptStory* story = reach(attempt)) {
        story->text += delta;
    }
}

void RunStory::addNote(std::uint32_t attempt, NoteKind kind, std::string_view text)
{
    AttemptStory* story = reach(attempt);
    if (story == nullptr) {
        return;
    }
    switch (kind) {
    case NoteKind::Message: story->message = text; break;
    case NoteKind::RequestName: story->requestId = text; break;
    case NoteKind::Model: story->servedModel = text; break;
    case NoteKind::Dropped: story->droppedParams.emplace_back(text); break;
    }
}

void RunStory::addUsage(std::uint32_t attempt, const TokenCounts& usage)
{
    if (AttemptStory* story = reach(attempt)) {
        story->usage = usage;
    }
}

const CandidateLabel& RunStory::label(std::uint16_t candidate) const
{
    static const CandidateLabel kNobody;
    return candidate < m_labels.size() ? m_labels[candidate] : kNobody;
}

std::uint16_t RunStory::requested() const
{
    const auto count = static_cast<std::uint16_t>(m_labels.size());
    for (std::uint16_t candidate = 0; candidate < count; ++candidate) {
        const bool isDisabled =
            std::any_of(m_skips.begin(), m_skips.end(), [&](const SkipStory& s) {
                return s.candidate == candidate && s.because == SkipCause::Disabled;
            });
        if (!isDisabled) {
            return candidate;
        }
    }
    return kNoIndex;
}

const AttemptStory* RunStory::serving() const
{
    const bool isKnown = m_serving != 0 && m_serving <= m_attempts.size();
    return isKnown ? &m_attempts[m_serving - 1] : nullptr;
}

const AttemptStory* RunStory::interrupted() const
{
    if (!isFinished() || m_outcome == RunOutcome::Answered) {
        return nullptr;
    }
    for (auto attempt = m_attempts.rbegin(); attempt != m_attempts.rend(); ++attempt) {
        if (attempt->isShown) {
            return attempt->isDiscarded ? nullptr : &*attempt;
        }
    }
    return nullptr;
}

std::string RunStory::answerText(const AttemptStory& attempt) const
{
    // Only an earlier attempt can be gone on with, so this ends whatever a journal says.
    const bool hasBefore = attempt.continues != 0 && attempt.continues < attempt.number;
    return (hasBefore ? answerText(this->attempt(attempt.continues)) : std::string()) +
           attempt.text;
}

bool RunStory::isFirstOfStep(const AttemptStory& attempt) const
{
    const std::string& step = label(attempt.candidate).step;
    const auto first = std::ranges::find_if(
        m_attempts, [&](const AttemptStory& other) { return label(other.candidate).step == step; });
    return first != m_attempts.end() && first->candidate == attempt.candidate;
}

const AttemptStory& RunStory::attempt(std::uint32_t number) const
{
    static const AttemptStory kNone;
    return number >= 1 && number <= m_attempts.size() ? m_attempts[number - 1] : kNone;
}

const AttemptStory* RunStory::lastFailure() const
{
    for (auto attempt = m_attempts.rbegin(); attempt != m_attempts.rend(); ++attempt) {
        if (attempt->state == AttemptState::Failed) {
            return &*attempt;
        }
    }
    return nullptr;
}

std::uint32_t RunStory::discardedTokens() const
{
    std::uint32_t sum = 0;
    for (const AttemptStory& attempt : m_attempts) {
        sum += attempt.discardedTokens;
    }
    return sum;
}

std::optional<NanoUsd> RunStory::costWithout(std::uint32_t excluded) const
{
    NanoUsd sum = 0;
    for (const AttemptStory& attempt : m_attempts) {
        if (attempt.number == excluded) {
            continue;
        }
        if (attempt.cost == kUnknownCost) {
            return std::nullopt;
        }
        sum += attempt.cost;
    }
    return sum;
}

std::optional<NanoUsd> RunStory::cost() const { return costWithout(0); }

std::optional<NanoUsd> RunStory::wasted() const { return costWithout(m_serving); }

AttemptStory* RunStory::reach(std::uint32_t attempt)
{
    if (attempt == 0 || attempt > kMostAttempts) {
        return nullptr;
    }
    // Notes of an attempt may come before its first event.
    while (m_attempts.size() < attempt) {
        m_attempts.emplace_back();
        m_attempts.back().number = static_cast<std::uint32_t>(m_attempts.size());
    }
    return &m_attempts[attempt - 1];
}

} // namespace understudy
