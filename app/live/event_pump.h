// Carries what happens from the engine's thread to the window's: collects records and hands them on
// as one batch, at most sixty times a second.
#pragma once

#include "core/record/run_batch.h"
#include "core/record/run_observer.h"

#include <QObject>
#include <QTimer>

namespace understudy {

class EventPump final : public QObject, public RunObserver, public TextSink
{
    Q_OBJECT

public:
    explicit EventPump(QObject* parent = nullptr);

    void onEvent(const RunEvent& event) override;
    void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) override;
    void onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                std::string_view text) override;
    void onUsage(std::uint32_t run, std::uint32_t attempt, const TokenCounts& usage) override;

Q_SIGNALS:
    // All records are of the one run named; connected across threads, so it is queued.
    void batchReady(quint32 run, const understudy::RunBatch& batch);

private:
    void add(std::uint32_t run, RunRecord record);
    void flush();

    RunBatch m_batch;
    std::uint32_t m_run = 0;
    QTimer m_timer;
};

} // namespace understudy
