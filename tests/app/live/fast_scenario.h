// Simulated models that answer at once, for runs over real sockets.
#pragma once

#include "core/plan/scenario.h"

namespace understudy {

// Twelve tokens, a millisecond each.
inline Scenario fastScenario()
{
    Scenario scenario;
    scenario.twins.push_back({.target = "*",
                              .firstToken = ConstantLaw{2},
                              .tokenInterval = ConstantLaw{1},
                              .outputTokens = ConstantLaw{12},
                              .inputTokens = ConstantLaw{40}});
    return scenario;
}

} // namespace understudy
