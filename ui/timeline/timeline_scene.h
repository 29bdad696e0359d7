// What a timeline shows of a run: rows of spans in time, and the switches between them. Pure, from
// the story; only the rows asked for are built.
#pragma once

#include "core/record/run_story.h"
#include "ui/style/marks.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace understudy {

enum class SpanKind : std::uint8_t
{
    Waiting,
    Streaming,
    Succeeded,
    Failed,      // without a token: what was waited, ended by a failure
    RateLimited, // a failure with a notch
    Broken,      // streamed, then tore
    BackOff,
    Cancelled,
    Skipped,
};

struct TimelineSpan
{
    SpanKind kind = SpanKind::Waiting;
    Duration start{};
    Duration end{};
    Mark mark = Mark::None;
    QString label;
    QString spoken; // one sentence, for tooltips and screen readers
    bool isInjected = false;

    bool operator==(const TimelineSpan&) const = default;
};

// Names a row: the attempt of that number, or the skip of that index.
struct RowKey
{
    bool isSkip = false;
    std::uint32_t index = 0; // in the story's attempts or skips

    bool operator==(const RowKey&) const = default;
};

struct TimelineRow
{
    RowKey key;
    QString label; // "gpt-5 #1"
    std::vector<TimelineSpan> spans;
};

struct TimelineLink // a switch
{
    int fromRow = 0;
    int toRow = 0;
    Duration at{};

    bool operator==(const TimelineLink&) const = default;
};

struct TimelineScene
{
    int firstRow = 0;
    std::vector<TimelineRow> rows;
    std::vector<TimelineLink> links;
    Duration now{}; // the playhead
    bool isLive = false;
};

// The rows of a run in order of time. Candidates that are switched off have none.
std::vector<RowKey> timelineRows(const RunStory& story);

TimelineScene timelineScene(const RunStory& story, const std::vector<RowKey>& rows, int firstRow,
                            int endRow, Duration now);

} // namespace understudy
