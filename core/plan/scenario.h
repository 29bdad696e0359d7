// How models behave when they are simulated: twins, outages, a seed.
#pragma once

#include "core/base/result.h"
#include "core/plan/law.h"
#include "core/plan/outage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

// A member that no matching twin sets has Healthy's value.
struct Twin
{
    std::string target; // "provider/model", "provider/*" or "*"
    std::optional<TimeLaw> firstToken;
    std::optional<TimeLaw> tokenInterval;
    std::optional<CountLaw> outputTokens;
    std::optional<CountLaw> inputTokens;

    bool operator==(const Twin&) const = default;
};

struct Scenario
{
    std::string name;
    std::optional<std::uint64_t> seed;
    std::vector<Twin> twins; // the most specific wins, member by member
    std::vector<Outage> outages;

    bool operator==(const Scenario&) const = default;
};

Result<Scenario, Problems> scenarioFromJson(std::string_view text);
// The JSON array of outages of the embedded providers' control endpoint.
Result<std::vector<Outage>, Problems> outagesFromJson(std::string_view text);
std::string outagesToJson(const std::vector<Outage>& outages);

} // namespace understudy
