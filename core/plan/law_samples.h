// Values of laws of time as real numbers, before they become whole microseconds. Internal to
// core/plan.
#pragma once

#include "core/plan/law.h"

namespace understudy {

double sampleOf(const TimeLaw& law, double unit);
double sampleOf(const EmpiricalLaw& law, double unit);

// A spell of the law picked in proportion to its length, and what of it is left at `position`.
double residualOf(const TimeLaw& law, double unit, double position);

} // namespace understudy
