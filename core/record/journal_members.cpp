#include "core/json/json_pointer.h"
#include "core/plan/file_words.h"
#include "core/record/journal_events.h"
#include "core/record/journal_words.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr IntegerRange kTime{0, 1'000'000'000'000'000};
constexpr IntegerRange kMoney{0, 1'000'000'000'000'000'000};
constexpr IntegerRange kCount{0, UINT32_MAX};
constexpr IntegerRange kStatus{0, 999};
constexpr IntegerRange kAttempt{1, 100'000};

template<class Into>
void take(ObjectReader& line, std::string_view member, IntegerRange range, Into& into)
{
    if (const auto number = line.integer(member, range)) {
        into = static_cast<Into>(*number);
    }
}

template<class Into>
void takeUnlessNull(ObjectReader& line, std::string_view member, IntegerRange range, Into& into)
{
    if (!line.isNull(member)) {
        take(line, member, range, into);
    }
}

template<class Word>
void takeWord(ObjectReader& line, std::string_view member, Word last, std::uint8_t& into)
{
    if (const auto word = journalWord(line, member, last)) {
        into = static_cast<std::uint8_t>(*word);
    }
}

void takeCost(ObjectReader& line, RunEvent& event)
{
    if (line.isNull("cost_nusd")) {
        event.amount = kUnknownCost;
    } else {
        take(line, "cost_nusd", kMoney, event.amount);
    }
}

} // namespace

void JournalEvents::readMembers(ObjectReader& line, RunEvent& event)
{
    switch (event.kind) {
    case EventKind::RunStarted:
        line.require({"prompt_tokens"});
        take(line, "prompt_tokens", kCount, event.count);
        readInput(line);
        return;
    case EventKind::StepEntered: readStep(line, event); return;
    case EventKind::CandidateSkipped: readSkip(line, event); return;
    case EventKind::AttemptStarted: readStart(line, event); return;
    case EventKind::Headers: readHeaders(line, event); return;
    case EventKind::FirstToken:
    case EventKind::Progress: readContent(line, event); return;
    case EventKind::AttemptSucceeded: readSuccess(line, event); return;
    case EventKind::AttemptFailed: readFailure(line, event); return;
    case EventKind::AttemptAbandoned: readAbandonment(line, event); return;
    case EventKind::Backoff: readBackoff(line, event); return;
    case EventKind::Switched: readSwitch(line, event); return;
    case EventKind::Discarded:
        line.require({"tokens"});
        attemptAt(line, event);
        take(line, "tokens", kCount, event.count);
        return;
    case EventKind::Breaker:
        line.require({"candidate", "state"});
        takeCandidate(line, event);
        takeWord(line, "state", BreakerTurn::HalfOpen, event.because);
        return;
    case EventKind::Outage: readOutage(line, event); return;
    case EventKind::RunFinished: readOutcome(line, event); return;
    }
}

void JournalEvents::readInput(ObjectReader& line)
{
    const Json* value = line.object("input");
    if (value == nullptr) {
        return;
    }
    ObjectReader input(*value, "/input", line.problems());
    ChatRequest request{.system = input.text("system").value_or(""), .messages = {}};
    if (const Json* messages = input.array("messages")) {
        for (std::size_t i = 0; i < messages->size(); ++i) {
            ObjectReader message((*messages)[i], pointerTo("/input/messages", i), line.problems());
            message.require({"role", "content"});
            const auto role = message.text("role");
            if (role && *role != "user" && *role != "assistant") {
                message.refuse("role", "word", "must be one of user, assistant");
            }
            request.messages.push_back({role == "assistant" ? Role::Assistant : Role::User,
                                        message.text("content").value_or("")});
        }
    }
    m_input = std::move(request);
}

void JournalEvents::readStep(ObjectReader& line, RunEvent& event)
{
    line.require({"step", "selection", "order"});
    line.array("order"); // what the chain says already
    if (const auto word = line.text("selection"); word && !fromFileWord<SelectionKind>(*word)) {
        line.refuse("selection", "word", "must be one of " + allowedFileWords<SelectionKind>());
    }
    const auto id = line.text("step");
    for (std::size_t i = 0; id && i < m_chain.steps.size(); ++i) {
        if (m_chain.labels[m_chain.steps[i].first].step == *id) {
            event.step = static_cast<std::uint16_t>(i);
        }
    }
    if (id && event.step == kNoIndex) {
        line.refuse("step", "reference", "'" + *id + "' is no step of this chain");
    }
    if (line.has("pick")) {
        event.candidate = candidateAt(line, "pick").value_or(kNoIndex);
    }
}

void JournalEvents::readSkip(ObjectReader& line, RunEvent& event)
{
    line.require({"step", "candidate", "because"});
    takeCandidate(line, event);
    takeWord(line, "because", SkipCause::Disabled, event.because);
    if (const auto span = line.integer("retry_in_ms", kTime)) {
        event.amount = milliseconds(*span).count();
    }
    take(line, "retry_in_us", kTime, event.amount);
}

void JournalEvents::readStart(ObjectReader& line, RunEvent& event)
{
    line.require({"attempt", "step", "candidate", "try", "because"});
    takeCandidate(line, event);
    take(line, "attempt", kAttempt, event.attempt);
    take(line, "try", {1, UINT32_MAX}, event.count);
    take(line, "continues", kAttempt, event.amount);
    takeWord(line, "because", StartCause::Probe, event.because);
    const std::size_t next = m_attempts.size() + 1;
    if (m_isSure && event.attempt != 0 && event.attempt != next) {
        line.refuse("attempt", "order",
                    "is " + std::to_string(event.attempt) + ", but the next attempt is " +
                        std::to_string(next));
    }
    if (event.amount >= static_cast<std::int64_t>(next)) {
        line.refuse("continues", "reference",
                    "attempt " + std::to_string(event.amount) + " has not started");
    }
    m_attempts.resize(std::max<std::size_t>(event.attempt, m_attempts.size()));
    if (event.attempt != 0) {
        m_attempts[event.attempt - 1] = {.candidate = event.candidate};
    }
}

void JournalEvents::readHeaders(ObjectReader& line, RunEvent& event)
{
    line.require({"status"});
    Attempt* attempt = openAttemptAt(line, event);
    take(line, "status", kStatus, event.status);
    if (attempt != nullptr) {
        attempt->status = event.status;
    }
    note(event, NoteKind::RequestName,
         line.isNull("request_id") ? std::nullopt : line.text("request_id"));
}

void JournalEvents::readContent(ObjectReader& line, RunEvent& event)
{
    Attempt* attempt = openAttemptAt(line, event);
    if (event.kind == EventKind::Progress) {
        line.require({"tokens"});
        take(line, "tokens", kCount, event.count);
        if (attempt != nullptr) {
            attempt->tokens = event.count;
        }
    }
    event.flags = line.boolean("held").value_or(false) ? kHeld : std::uint8_t{0};
}

void JournalEvents::readSuccess(ObjectReader& line, RunEvent& event)
{
    line.require({"output_tokens", "finish", "cost_nusd"});
    end(line, event, true);
    takeWord(line, "finish", Finish::Other, event.because);
}

void JournalEvents::readFailure(ObjectReader& line, RunEvent& event)
{
    line.require({"class", "status", "message", "phase", "injected", "reaction"});
    end(line, event, false);
    if (const auto errorClass = errorClassAt(line, "class")) {
        event.errorClass = *errorClass;
    }
    event.status = 0;
    takeUnlessNull(line, "status", kStatus, event.status);
    if (event.attempt != 0 && event.attempt <= m_attempts.size()) {
        m_attempts[event.attempt - 1].status = event.status;
    }
    if (const auto phase = journalWord(line, "phase", FailPhase::AfterCommit)) {
        event.phase = *phase;
    }
    if (const auto reaction = journalWord(line, "reaction", Reaction::Stop)) {
        event.reaction = *reaction;
    }
    if (const auto id = line.isNull("injected") ? std::nullopt : line.text("injected")) {
        event.injected = outageNumber(*id);
    }
    // Our own sentence stands for a provider that gave none.
    const auto message = line.isNull("message") ? std::nullopt : line.text("message");
    if (message != plainMessage(event.errorClass)) {
        note(event, NoteKind::Message, message);
    }
}

void JournalEvents::readAbandonment(ObjectReader& line, RunEvent& event)
{
    line.require({"because"});
    end(line, event, false);
    takeWord(line, "because", AbandonCause::Manual, event.because);
}

void JournalEvents::end(ObjectReader& line, RunEvent& event, bool hasSucceeded)
{
    if (Attempt* attempt = openAttemptAt(line, event)) {
        event.count = attempt->tokens; // for a journal that does not say it again
        attempt->hasEnded = true;
        attempt->hasSucceeded = hasSucceeded;
    }
    take(line, "output_tokens", kCount, event.count);
    takeCost(line, event);
    readAsides(line, event);
}

void JournalEvents::readAsides(ObjectReader& line, RunEvent& event)
{
    if (const Json* value = line.object("usage")) {
        ObjectReader usage(*value, "/usage", line.problems());
        UsagePiece piece{.attempt = event.attempt, .usage = {}};
        take(usage, "input_tokens", kCount, piece.usage.input);
        take(usage, "cached_input_tokens", kCount, piece.usage.cached);
        take(usage, "output_tokens", kCount, piece.usage.output);
        m_asides.emplace_back(piece);
    }
    note(event, NoteKind::Model, line.text("served_model"));
    const Json* dropped = line.array("dropped_params");
    for (std::size_t i = 0; dropped != nullptr && i < dropped->size(); ++i) {
        if ((*dropped)[i].is_string()) {
            note(event, NoteKind::Dropped, (*dropped)[i].get<std::string>());
        } else {
            line.problems().push_back(
                {"type", pointerTo("/dropped_params", i), "must be a string"});
        }
    }
}

void JournalEvents::readBackoff(ObjectReader& line, RunEvent& event)
{
    line.require({"candidate", "wait_ms", "because"});
    takeCandidate(line, event);
    takeWord(line, "because", WaitCause::Hint, event.because);
    if (const auto wait = line.integer("wait_ms", kTime)) {
        event.amount = milliseconds(*wait).count();
    }
    take(line, "wait_us", kTime, event.amount);
    if (line.has("attempt")) {
        take(line, "attempt", {0, kAttempt.high}, event.attempt);
    } else {
        for (std::size_t i = 0; i < m_attempts.size(); ++i) {
            event.attempt = m_attempts[i].candidate == event.candidate
                                ? static_cast<std::uint32_t>(i + 1)
                                : event.attempt;
        }
    }
    if (m_isSure && event.attempt > m_attempts.size()) {
        line.refuse("attempt", "reference",
                    "attempt " + std::to_string(event.attempt) + " has not started");
    }
}

void JournalEvents::readSwitch(ObjectReader& line, RunEvent& event)
{
    line.require({"from", "to", "because"});
    event.from = candidateAt(line, "from").value_or(kNoIndex);
    event.candidate = candidateAt(line, "to").value_or(kNoIndex);
    const bool hasClass = line.has("class");
    if (const auto errorClass = line.isNull("class") ? std::nullopt : errorClassAt(line, "class")) {
        event.errorClass = *errorClass;
    }
    const auto because = line.text("because");
    if (!because) {
        return;
    }
    // The word "manual" is a class too: ours says the class beside it.
    const auto cause = wordFromName(*because, SwitchCause::Manual);
    const bool isOurs = cause && *cause != SwitchCause::Failure;
    if (isOurs && (hasClass || *cause != SwitchCause::Manual)) {
        event.because = static_cast<std::uint8_t>(*cause);
    } else if (const auto errorClass = errorClassAt(line, "because")) {
        event.errorClass = *errorClass;
    }
}

void JournalEvents::readOutage(ObjectReader& line, RunEvent& event)
{
    line.require({"outage", "state"});
    if (const auto id = line.text("outage")) {
        event.injected = outageNumber(*id);
    }
    const auto state = line.text("state");
    if (state && *state != "on" && *state != "off") {
        line.refuse("state", "word", "must be one of on, off");
    }
    event.because = state == "on" ? 1 : 0;
}

void JournalEvents::readOutcome(ObjectReader& line, RunEvent& event)
{
    line.require({"outcome", "served_by", "attempts"});
    takeWord(line, "outcome", RunOutcome::Cancelled, event.because);
    take(line, "attempts", kCount, event.count);
    if (const auto errorClass = line.has("class") ? errorClassAt(line, "class") : std::nullopt) {
        event.errorClass = *errorClass;
    }
    if (line.has("attempt")) {
        attemptAt(line, event);
    } else if (event.outcome() == RunOutcome::Answered) {
        const auto served =
            std::ranges::find(m_attempts.rbegin(), m_attempts.rend(), true, &Attempt::hasSucceeded);
        event.attempt = static_cast<std::uint32_t>(m_attempts.rend() - served);
    }
    const bool isKnown = event.attempt != 0 && event.attempt <= m_attempts.size();
    event.candidate = isKnown ? m_attempts[event.attempt - 1].candidate : kNoIndex;
    event.step = kNoIndex;
    event.status = 0;
}

} // namespace understudy
