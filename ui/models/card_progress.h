// Where one candidate stands in a run: what its card shows. Pure, from the story.
#pragma once

#include "core/record/run_story.h"
#include "ui/style/marks.h"

#include <QString>

#include <cstdint>

namespace understudy {

enum class CardStage : std::uint8_t
{
    Idle,       // no run yet
    Waiting,    // asked, no token yet
    Streaming,  // answering now
    BackingOff, // waits before its next try
    Answered,
    Failed,
    Skipped,
    Abandoned,
    NotReached,
};

struct CardProgress
{
    CardStage stage = CardStage::Idle;
    Mark mark = Mark::None;
    QString text;   // "503 ×3"
    QString spoken; // "failed 3 times, HTTP 503"; empty when there was no run

    bool isLit() const
    {
        return stage == CardStage::Waiting || stage == CardStage::Streaming ||
               stage == CardStage::BackingOff;
    }
    bool operator==(const CardProgress&) const = default;
};

CardProgress progressOf(const RunStory& story, std::uint16_t candidate);

} // namespace understudy
