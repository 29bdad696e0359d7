// Faults by the names of what a developer lived through.
#pragma once

#include "core/plan/outage.h"

#include <QString>

#include <vector>

namespace understudy {

struct FaultPreset
{
    QString label;  // "Hard down (refused)"
    QString effect; // "Connections are refused at once."
    Fault fault;
};

// In the order of the chooser; the first is the default.
std::vector<FaultPreset> faultPresets();

} // namespace understudy
