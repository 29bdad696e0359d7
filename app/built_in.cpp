#include "app/built_in.h"

#include "core/base/check.h"
#include "core/plan/chain_json.h"
#include "resources/embedded.h"

#include <utility>

namespace understudy {

namespace {

template<class T>
T mustBeRead(Result<T, Problems> result)
{
    US_CHECK(result.has_value());
    return std::move(*result);
}

} // namespace

Catalogue builtInCatalogue() { return mustBeRead(catalogueFromJson(embeddedText("models.json"))); }

Scenario healthyScenario()
{
    return mustBeRead(scenarioFromJson(embeddedText("scenarios/healthy.scenario.json")));
}

Chain sampleChain()
{
    return mustBeRead(chainFromJson(embeddedText("examples/three-deep-safety-net.understudy")));
}

} // namespace understudy
