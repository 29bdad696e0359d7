#include "ui/models/live_run.h"

#include <chrono>

namespace understudy {

namespace {

constexpr std::chrono::milliseconds kFrame{33}; // growing bars need no more than 30 pictures/s

} // namespace

LiveRun::LiveRun(QObject* parent)
    : QObject(parent)
{
    m_frame.setInterval(kFrame);
    connect(&m_frame, &QTimer::timeout, this, &LiveRun::ticked);
}

void LiveRun::start(const std::vector<CandidateLabel>& labels)
{
    m_story = RunStory(labels);
    m_sinceBatch.start();
    setLive(true);
    Q_EMIT started();
}

void LiveRun::apply(const RunBatch& batch)
{
    const std::size_t switchesBefore = m_story.switches().size();
    const bool wasFinished = m_story.isFinished();
    m_story.apply(batch);
    m_sinceBatch.start();
    Q_EMIT advanced();
    for (std::size_t i = switchesBefore; i < m_story.switches().size(); ++i) {
        Q_EMIT switched(m_story.switches()[i]);
    }
    if (m_story.isFinished() && !wasFinished) {
        setLive(false);
        Q_EMIT finished();
    }
}

void LiveRun::stop() { setLive(false); }

Duration LiveRun::now() const
{
    if (!m_isLive) {
        return m_story.lastTime();
    }
    return m_story.lastTime() + Duration{m_sinceBatch.nsecsElapsed() / 1000};
}

void LiveRun::setLive(bool isLive)
{
    m_isLive = isLive;
    if (isLive) {
        m_frame.start();
    } else {
        m_frame.stop();
    }
}

} // namespace understudy
