#include "app/live/event_pump.h"

#include <string>
#include <utility>

namespace understudy {

namespace {

constexpr int kFrameMilliseconds = 16;

} // namespace

EventPump::EventPump(QObject* parent)
    : QObject(parent)
    , m_timer(this)
{
    qRegisterMetaType<RunBatch>();
    m_timer.setSingleShot(true);
    m_timer.setInterval(kFrameMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &EventPump::flush);
}

void EventPump::onEvent(const RunEvent& event)
{
    add(event.run, event);
    if (event.kind == EventKind::RunFinished) {
        flush();
    }
}

void EventPump::onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta)
{
    if (run == m_run && !m_batch.empty()) {
        auto* last = std::get_if<TextPiece>(&m_batch.back());
        if (last != nullptr && last->attempt == attempt) {
            last->delta += delta;
            return;
        }
    }
    add(run, TextPiece{attempt, std::string(delta)});
}

void EventPump::onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                       std::string_view text)
{
    add(run, NotePiece{attempt, kind, std::string(text)});
}

void EventPump::onUsage(std::uint32_t run, std::uint32_t attempt, const TokenCounts& usage)
{
    add(run, UsagePiece{attempt, usage});
}

void EventPump::add(std::uint32_t run, RunRecord record)
{
    if (run != m_run) {
        flush();
        m_run = run;
    }
    m_batch.push_back(std::move(record));
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void EventPump::flush()
{
    m_timer.stop();
    if (!m_batch.empty()) {
        Q_EMIT batchReady(m_run, std::exchange(m_batch, {}));
    }
}

} // namespace understudy
