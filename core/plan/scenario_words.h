// The words of scenario files for closed sets of values, as file_words.h has them for chains.
#pragma once

#include "core/plan/file_words.h"
#include "core/plan/scenario.h"

namespace understudy {

constexpr FileWords<WhenFull, 2> fileWords(WhenFull)
{
    return {{{WhenFull::Queue, "queue"}, {WhenFull::Reject, "reject"}}};
}
constexpr FileWords<OnAbandon, 2> fileWords(OnAbandon)
{
    return {{{OnAbandon::Free, "free"}, {OnAbandon::Finish, "finish"}}};
}
constexpr FileWords<ArrivalKind, 6> fileWords(ArrivalKind)
{
    return {{{ArrivalKind::Isolated, "isolated"},
             {ArrivalKind::Poisson, "poisson"},
             {ArrivalKind::Uniform, "uniform"},
             {ArrivalKind::Closed, "closed"},
             {ArrivalKind::AllAtOnce, "all_at_once"},
             {ArrivalKind::Bursty, "bursty"}}};
}

} // namespace understudy
