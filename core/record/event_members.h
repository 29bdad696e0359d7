// The members of an event as they stand in a journal. Internal to core/record's .cpp files.
#pragma once

#include "core/plan/chat_request.h"
#include "core/plan/compiled_chain.h"
#include "core/record/json_parts.h"
#include "core/record/run_event.h"
#include "core/record/run_story.h"

#include <optional>
#include <string>
#include <vector>

namespace understudy::record_json {

// What an event's line says beyond the event. The story has been told the event.
struct LineContext
{
    const CompiledChain& chain;
    const RunStory& story;
    const std::vector<std::string>& outageIds; // of the outages that events number from 1
    const std::optional<ChatRequest>& input;   // to show in run_started
};

Json eventMembers(const RunEvent& event, const LineContext& context);

} // namespace understudy::record_json
