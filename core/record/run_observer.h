// Who is told what happens. Observers get constant facts and no handle to the engine: they cannot
// change a run, and a run is the same with or without them.
#pragma once

#include "core/record/run_event.h"
#include "core/record/run_tally.h"

#include <cstdint>
#include <string_view>

namespace understudy {

class RunObserver
{
public:
    virtual ~RunObserver() = default;
    // In order, from the engine's thread. Must not call the engine.
    virtual void onEvent(const RunEvent& event) = 0;
    // Right after the event run_finished of the run with that (full) index.
    virtual void onRunEnd(std::uint64_t /*runIndex*/, const RunTally& /*tally*/) {}
};

enum class NoteKind : std::uint8_t
{
    Message,     // why the attempt failed, in the provider's words, redacted
    RequestName, // the provider's id of the request
    Model,       // the model that the provider says answered, when it differs from the one asked
    Dropped,     // a parameter that the candidate's dialect does not know
};

// Text travels beside the events, never through the engine. A note about an attempt comes before
// the event that it explains.
class TextSink
{
public:
    virtual ~TextSink() = default;
    virtual void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) = 0;
    virtual void onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                        std::string_view text) = 0;
    // What the provider counted; comes before the attempt's end, or not at all.
    virtual void onUsage(std::uint32_t /*run*/, std::uint32_t /*attempt*/, const TokenCounts&) {}
};

} // namespace understudy
