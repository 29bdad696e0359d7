#include "tests/ui/story_builder.h"
#include "ui/models/live_run.h"
#include "ui/models/timeline_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

using namespace understudy;
using namespace understudy::test;

namespace {

QString cell(const TimelineModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

TEST(TimelineModel, IsTheRunAsRows)
{
    LiveRun run;
    TimelineModel model(run.story());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run.start(sampleLabels());
    model.reset();

    run.apply(switchedRun());
    model.refresh();

    ASSERT_EQ(model.rowCount(), 4);
    EXPECT_EQ(cell(model, 0, TimelineModel::Candidate), QStringLiteral("GPT-5 #1"));
    EXPECT_EQ(cell(model, 0, TimelineModel::Outcome), QStringLiteral("HTTP 503 (injected)"));
    EXPECT_EQ(cell(model, 0, TimelineModel::Because), QStringLiteral("first"));
    EXPECT_EQ(cell(model, 1, TimelineModel::Because), QStringLiteral("retry"));
    EXPECT_EQ(cell(model, 3, TimelineModel::Because), QStringLiteral("switch"));
    EXPECT_EQ(cell(model, 3, TimelineModel::Start), QStringLiteral("1.90 s"));
    EXPECT_EQ(cell(model, 3, TimelineModel::Length), QStringLiteral("1.82 s"));
    EXPECT_EQ(cell(model, 3, TimelineModel::Tokens), QStringLiteral("96"));
    EXPECT_EQ(cell(model, 3, TimelineModel::Cost), QStringLiteral("$0.0031"));
}

TEST(TimelineModel, GrowsRowByRowAndUpdatesTheOpenOne)
{
    LiveRun run;
    TimelineModel model(run.story());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    run.start(sampleLabels());
    model.reset();
    StoryBuilder builder;

    run.apply(builder.begin(0, 1, StartCause::First).take());
    model.refresh();
    EXPECT_EQ(cell(model, 0, TimelineModel::Outcome), QStringLiteral("waiting"));

    QSignalSpy inserted(&model, &TimelineModel::rowsInserted);
    QSignalSpy changed(&model, &TimelineModel::dataChanged);
    run.apply(builder.at(90).fail(ErrorClass::Server, 500).switchTo(1).take());
    model.refresh();

    EXPECT_EQ(inserted.count(), 1);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(cell(model, 0, TimelineModel::Outcome), QStringLiteral("HTTP 500"));
}

TEST(TimelineModel, StartsEmptyForTheNextRun)
{
    LiveRun run;
    TimelineModel model(run.story());
    run.start(sampleLabels());
    run.apply(switchedRun());
    model.refresh();

    run.start(sampleLabels());
    model.reset();

    EXPECT_EQ(model.rowCount(), 0);
}

TEST(LiveRun, SaysWhenItSwitchesAndEndsOnce)
{
    LiveRun run;
    QSignalSpy switched(&run, &LiveRun::switched);
    QSignalSpy finished(&run, &LiveRun::finished);
    run.start(sampleLabels());
    EXPECT_TRUE(run.isLive());

    run.apply(switchedRun());
    run.apply({});

    EXPECT_EQ(switched.count(), 1);
    EXPECT_EQ(finished.count(), 1);
    EXPECT_FALSE(run.isLive());
    EXPECT_EQ(run.now(), milliseconds(3720));
}
