#include "core/record/journal_events.h"

#include "core/record/journal_words.h"

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr IntegerRange kTime{0, 1'000'000'000'000'000};
constexpr IntegerRange kAttempt{1, 100'000};

} // namespace

JournalEvents::JournalEvents(const CompiledChain& chain, std::vector<std::string> outageIds)
    : m_chain(chain)
    , m_outageIds(std::move(outageIds))
{}

void JournalEvents::read(const Json& value, Problems& problems, RunBatch& records)
{
    const std::size_t before = problems.size();
    ObjectReader line(value, "", problems);
    line.require({"t_us", "event"});
    const auto at = line.integer("t_us", kTime);
    const auto said = line.text("event");
    if (!at || !said) {
        return;
    }
    const std::optional<EventKind> kind = wordFromName(*said, EventKind::RunFinished);
    if (!isInOrder(line, Duration{*at}, kind)) {
        return;
    }
    m_last = Duration{*at};
    m_asides.clear();
    if (kind) {
        readEvent(line, {.at = m_last, .kind = *kind});
    } else if (*said == "text") {
        readText(line);
    }
    if (problems.size() == before) {
        records.insert(records.end(), m_asides.begin(), m_asides.end());
    }
}

// One run: it begins once, time never falls, and nothing comes after its end.
bool JournalEvents::isInOrder(ObjectReader& line, Duration at, std::optional<EventKind> kind)
{
    const bool begins = kind == EventKind::RunStarted;
    if (!m_isSure) {
        m_isStarted = true;
    } else if (at < m_last) {
        line.refuse("t_us", "order",
                    "is " + std::to_string(at.count()) + ", but the line before has " +
                        std::to_string(m_last.count()) + ": time never falls");
        return false;
    } else if (m_isFinished) {
        line.refuse("event", "order", "comes after run_finished: a journal holds one run");
        return false;
    } else if (begins == m_isStarted) {
        line.refuse("event", "order",
                    begins ? "comes a second time: a journal holds one run"
                           : "comes before run_started");
        return false;
    }
    m_isStarted = true;
    m_isFinished = kind == EventKind::RunFinished;
    return true;
}

void JournalEvents::readEvent(ObjectReader& line, RunEvent event)
{
    readMembers(line, event);
    m_asides.emplace_back(event);
}

void JournalEvents::readText(ObjectReader& line)
{
    RunEvent event;
    line.require({"delta"});
    const auto delta = line.text("delta");
    if (attemptAt(line, event) != nullptr && delta) {
        m_asides.emplace_back(TextPiece{event.attempt, *delta});
    }
}

std::optional<std::uint16_t> JournalEvents::candidateAt(ObjectReader& line, std::string_view member)
{
    const auto id = line.text(member);
    if (!id) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(m_chain.labels, *id, &CandidateLabel::candidate);
    if (found == m_chain.labels.end()) {
        line.refuse(member, "reference", "'" + *id + "' is no candidate of this chain");
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(found - m_chain.labels.begin());
}

void JournalEvents::takeCandidate(ObjectReader& line, RunEvent& event)
{
    const auto candidate = candidateAt(line, "candidate");
    if (!candidate) {
        return;
    }
    event.candidate = *candidate;
    event.step = m_chain.candidates[*candidate].step;
    const auto step = line.text("step");
    if (step && *step != m_chain.labels[*candidate].step) {
        line.refuse("step", "reference",
                    "is '" + *step + "', but " + m_chain.labels[*candidate].candidate +
                        " is a candidate of '" + m_chain.labels[*candidate].step + "'");
    }
}

// The attempt that the line is about; its candidate and status go into the event.
JournalEvents::Attempt* JournalEvents::attemptAt(ObjectReader& line, RunEvent& event)
{
    line.require({"attempt"});
    const auto number = line.integer("attempt", kAttempt);
    if (!number) {
        return nullptr;
    }
    const auto index = static_cast<std::size_t>(*number) - 1;
    const bool isKnown = index < m_attempts.size() && m_attempts[index].candidate != kNoIndex;
    if (!isKnown && m_isSure) {
        line.refuse("attempt", "reference",
                    "attempt " + std::to_string(*number) + " has not started");
    }
    if (!isKnown) {
        return nullptr;
    }
    Attempt& attempt = m_attempts[index];
    event.attempt = static_cast<std::uint32_t>(*number);
    event.candidate = attempt.candidate;
    event.step = m_chain.candidates[attempt.candidate].step;
    event.status = attempt.status;
    return &attempt;
}

JournalEvents::Attempt* JournalEvents::openAttemptAt(ObjectReader& line, RunEvent& event)
{
    Attempt* attempt = attemptAt(line, event);
    if (attempt != nullptr && attempt->hasEnded && m_isSure) {
        line.refuse("attempt", "order",
                    "attempt " + std::to_string(event.attempt) + " has ended before");
        return nullptr;
    }
    return attempt;
}

// Ids that the header does not name are numbered as they come.
std::uint16_t JournalEvents::outageNumber(const std::string& id)
{
    auto found = std::ranges::find(m_outageIds, id);
    if (found == m_outageIds.end() && m_outageIds.size() < kNoIndex - 1U) {
        m_outageIds.push_back(id);
        found = m_outageIds.end() - 1;
    }
    return static_cast<std::uint16_t>(found - m_outageIds.begin() + 1);
}

void JournalEvents::note(const RunEvent& event, NoteKind kind, std::optional<std::string> text)
{
    if (text && !text->empty() && event.attempt != 0) {
        m_asides.emplace_back(NotePiece{event.attempt, kind, std::move(*text)});
    }
}

} // namespace understudy
