// What happened since the last look, as immutable values that may cross threads: events, texts and
// notes in the order in which they came.
#pragma once

#include "core/record/run_event.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace understudy {

struct TextPiece
{
    std::uint32_t attempt = 0;
    std::string delta;

    bool operator==(const TextPiece&) const = default;
};

struct NotePiece
{
    std::uint32_t attempt = 0;
    NoteKind kind = NoteKind::Message;
    std::string text;

    bool operator==(const NotePiece&) const = default;
};

struct UsagePiece
{
    std::uint32_t attempt = 0;
    TokenCounts usage;

    bool operator==(const UsagePiece&) const = default;
};

using RunRecord = std::variant<RunEvent, TextPiece, NotePiece, UsagePiece>;
using RunBatch = std::vector<RunRecord>;

} // namespace understudy
