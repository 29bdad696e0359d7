#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/plan/law_json.h"
#include "core/plan/limits.h"
#include "core/plan/member_reader.h"
#include "core/plan/outage_json.h"
#include "core/plan/scenario.h"

namespace understudy {

namespace {

constexpr std::string_view kScenarioFormat = "understudy-scenario";
constexpr std::size_t kLongestTarget = 500;

// "*", "provider/*" or "provider/model".
bool isTwinTarget(std::string_view target)
{
    const std::size_t slash = target.find('/');
    return target == "*" || (slash != std::string_view::npos && slash > 0 &&
                             slash + 1 < target.size() && target.substr(0, slash) != "*");
}

Twin readTwin(std::string target, ObjectReader& reader)
{
    Twin twin;
    twin.target = std::move(target);
    twin.firstToken = readTimeLaw(reader, "first_token");
    twin.tokenInterval = readTimeLaw(reader, "token_interval");
    twin.outputTokens = readCountLaw(reader, "output_tokens");
    twin.inputTokens = readCountLaw(reader, "input_tokens");
    refuseUnsupported(reader, {"failures", "capacity", "on_abandon"});
    return twin;
}

std::vector<Twin> readTwins(ObjectReader& scenario)
{
    std::vector<Twin> twins;
    const Json* object = scenario.object("twins");
    if (object == nullptr) {
        return twins;
    }
    for (const auto& member : object->items()) {
        const std::string& target = member.key();
        if (!isTwinTarget(target) || hasControlCharacter(target) ||
            target.size() > kLongestTarget) {
            scenario.refuse("twins", "twin.target",
                            "holds a key that is not *, PROVIDER/* or PROVIDER/MODEL: '" +
                                target.substr(0, 60) + "'");
            continue;
        }
        ObjectReader reader(member.value(), pointerTo("/twins", target), scenario.problems());
        twins.push_back(readTwin(target, reader));
    }
    return twins;
}

// Seeds take all 64 bits, more than our other integers.
void readSeed(ObjectReader& reader, Scenario& scenario)
{
    const Json* seed = reader.isNull("seed") ? nullptr : reader.any("seed");
    if (seed != nullptr && seed->is_number_unsigned()) {
        scenario.seed = seed->get<std::uint64_t>();
    } else if (seed != nullptr) {
        reader.refuse("seed", seed->is_number() ? "range" : "type",
                      "must be an integer from 0 to " + std::to_string(UINT64_MAX));
    }
}

Scenario readScenario(ObjectReader& reader)
{
    Scenario scenario;
    readText(reader, "name", scenario.name);
    if (hasControlCharacter(scenario.name)) {
        reader.refuse("name", "control", "must not hold control characters or line breaks");
    }
    readSeed(reader, scenario);
    scenario.twins = readTwins(reader);
    if (const Json* outages = reader.any("outages")) {
        scenario.outages = readOutages(*outages, "/outages", reader.problems());
    }
    refuseUnsupported(reader, {"workload", "worlds"});
    return scenario;
}

} // namespace

Result<Scenario, Problems> scenarioFromJson(std::string_view text)
{
    const Result<Json, Problems> json = parseStrictJson(text);
    if (!json) {
        return Failure{json.error()};
    }
    Problems problems;
    ObjectReader reader(*json, "", problems);
    Scenario scenario;
    if (isDocumentOf(reader, kScenarioFormat)) {
        scenario = readScenario(reader);
    }
    if (!problems.empty()) {
        return Failure{placedProblems(text, std::move(problems))};
    }
    return scenario;
}

} // namespace understudy
