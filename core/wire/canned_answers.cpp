#include "core/wire/canned_answers.h"

namespace understudy {

CannedAnswers::CannedAnswers(Scheduler& scheduler, AttemptDriver& others, SignalSink& signals,
                             TextSink& texts)
    : m_scheduler(scheduler)
    , m_others(others)
    , m_signals(signals)
    , m_texts(texts)
{}

CannedAnswers::~CannedAnswers() { m_scheduler.forgetTarget(*this); }

Begun CannedAnswers::begin(const AttemptStart& start)
{
    if (!start.chain->candidates[start.candidate].isText) {
        return m_others.begin(start);
    }
    m_waiting[start.id.packed()] = start;
    m_scheduler.wakeAt(m_scheduler.now(), *this, start.id.packed()); // never from within begin
    return {.isConnected = true};
}

void CannedAnswers::abandon(AttemptId id)
{
    if (m_waiting.erase(id.packed()) == 0) {
        m_others.abandon(id);
    }
}

void CannedAnswers::onWake(std::uint64_t token)
{
    const auto found = m_waiting.find(token);
    if (found == m_waiting.end()) {
        return; // abandoned meanwhile
    }
    const AttemptStart start = found->second;
    constexpr std::uint16_t kOk = 200;
    // The engine may abandon the attempt on any signal.
    const auto tell = [&](SignalKind kind, std::uint32_t tokens) {
        if (m_waiting.contains(token)) {
            m_signals.onSignal({.id = start.id, .kind = kind, .status = kOk, .tokens = tokens});
        }
        return m_waiting.contains(token);
    };
    if (!tell(SignalKind::Headers, 0) || !tell(SignalKind::FirstToken, 1)) {
        return;
    }
    m_texts.onText(start.run, start.attempt, start.chain->cannedTexts[start.candidate]);
    if (tell(SignalKind::Progress, 1)) {
        m_waiting.erase(token);
        m_signals.onSignal(
            {.id = start.id, .kind = SignalKind::Succeeded, .status = kOk, .tokens = 1});
    }
}

} // namespace understudy
