// A recorded run once more with another chain: under the same draws where the run was virtual, else
// with what the providers did then.
#pragma once

#include "core/plan/compiled_chain.h"
#include "core/plan/scenario.h"
#include "core/record/journal_reader.h"
#include "core/record/run_story.h"
#include "core/sim/replay_driver.h"

#include <memory>
#include <vector>

namespace understudy {

struct WhatIf
{
    RunStory story;
    std::vector<AttemptSource> sources; // by attempt number - 1
};

// `healthy` is the world of a virtual run without a scenario, and answers where the record of
// another ends.
WhatIf playAgain(const Journal& journal, std::shared_ptr<const CompiledChain> chain,
                 const Scenario& healthy);

} // namespace understudy
