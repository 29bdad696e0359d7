// What the answer pane shows of a run, piece by piece: which attempts' texts, which of them were
// thrown away, and the seams between them. Two models' texts are never joined silently.
#pragma once

#include "core/record/run_story.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace understudy {

struct AnswerPiece
{
    std::uint32_t attempt = 0; // whose text; the text itself stays in the story
    bool isDiscarded = false;
    QString seam; // above this piece: "switched to Claude Sonnet 4.5 at 1.84 s"; empty at the top

    bool operator==(const AnswerPiece&) const = default;
};

struct AnswerPieces
{
    std::vector<AnswerPiece> pieces;
    QString closingSeam; // after a discarded text that nothing replaces yet; may be empty

    bool operator==(const AnswerPieces&) const = default;
};

AnswerPieces answerPieces(const RunStory& story);

} // namespace understudy
