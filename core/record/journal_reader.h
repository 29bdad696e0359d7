// Reads a journal (*.understudy-run) back: what event_json.h wrote, or another program of the same
// format. Strict, but of a journal that was cut off everything before the cut is read.
#pragma once

#include "core/base/result.h"
#include "core/plan/chain.h"
#include "core/plan/chat_request.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/record/event_json.h"
#include "core/record/run_batch.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace understudy {

inline constexpr std::size_t kMostJournalLine = std::size_t{4} * 1024 * 1024;
inline constexpr std::size_t kMostJournalEvents = 1'000'000;

struct Journal
{
    JournalHeader header;
    Chain chain;
    std::shared_ptr<const CompiledChain> compiled; // without a catalogue: no prices, no windows
    std::optional<Scenario> scenario;
    std::optional<ChatRequest> input; // when the text was kept
    RunBatch records;                 // what a RunStory folds
    std::optional<Problem> brokenOff; // where and how the journal ends before its run does
};

// Problems carry the line and the column in the file. Unknown events and members are passed over.
Result<Journal, Problems> readJournal(std::string_view text);

RunStory storyOf(const Journal& journal);

} // namespace understudy
