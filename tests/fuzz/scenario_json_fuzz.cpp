// Any text as a scenario file and as the control endpoint's outages: problems with places, or
// values that survive being written and read.
#include "core/base/check.h"
#include "core/plan/scenario.h"
#include "tests/fuzz/problem_checks.h"

#include <cstdint>

namespace {

using namespace understudy;

// The control endpoint writes every member out, so which were written is no part of the values.
void checkOutages(std::vector<Outage> outages)
{
    for (Outage& outage : outages) {
        US_CHECK(outage.share >= 0 && outage.share <= 1);
        outage.members = {};
    }
    auto again = outagesFromJson(outagesToJson(outages));
    US_CHECK(again);
    for (Outage& outage : *again) {
        outage.members = {};
    }
    US_CHECK(*again == outages);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto scenario = scenarioFromJson(text)) {
        checkOutages(scenario->outages);
        US_CHECK(scenarioFromJson(scenarioToJson(*scenario)).value() == *scenario);
    } else {
        checkProblems(scenario.error());
    }
    if (const auto outages = outagesFromJson(text)) {
        checkOutages(*outages);
    } else {
        checkProblems(outages.error());
    }
    return 0;
}
