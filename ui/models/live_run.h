// The run on screen: folds batches into the story and says what moved. Keeps time between batches
// so that bars can grow. GUI thread only.
#pragma once

#include "core/record/run_batch.h"
#include "core/record/run_story.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace understudy {

class LiveRun : public QObject
{
    Q_OBJECT

public:
    explicit LiveRun(QObject* parent = nullptr);

    void start(const std::vector<CandidateLabel>& labels);
    void apply(const RunBatch& batch);
    void stop(); // nothing more will come: a run that was refused

    const RunStory& story() const { return m_story; }
    bool isLive() const { return m_isLive; }
    // The run's own time, running on between batches while it is live.
    Duration now() const;

Q_SIGNALS:
    void started();
    void advanced(); // the story grew
    void ticked();   // only time passed; thirty times a second while live
    void switched(const understudy::SwitchStory& change);
    void finished();

private:
    void setLive(bool isLive);

    RunStory m_story;
    QElapsedTimer m_sinceBatch;
    QTimer m_frame;
    bool m_isLive = false;
};

} // namespace understudy
