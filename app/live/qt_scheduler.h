// The engine's time in the real world: the steady clock and one QTimer over a heap of wakes.
// Lives on the thread that created it; all calls come from there.
#pragma once

#include "core/engine/scheduler.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <vector>

namespace understudy {

class QtScheduler final : public QObject, public Scheduler
{
    Q_OBJECT

public:
    explicit QtScheduler(QObject* parent = nullptr);

    Instant now() const override;
    void wakeAt(Instant when, Wakeable& target, std::uint64_t token) override;
    void forgetTarget(Wakeable& target) override;

private:
    struct Wake
    {
        Instant when;
        std::uint64_t sequence;
        Wakeable* target;
        std::uint64_t token;
    };

    static bool isLater(const Wake& a, const Wake& b);
    void armTimer();
    void deliverDue();

    std::vector<Wake> m_wakes; // a heap, the earliest in front
    std::uint64_t m_sequence = 0;
    QTimer m_timer;
};

} // namespace understudy
