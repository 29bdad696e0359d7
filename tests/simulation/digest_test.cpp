// Simulations whose events are known once and for all: the same on any number of threads, any
// compiler, any machine. A change of what is simulated changes them, and must say so.
#include "core/plan/chain_json.h"
#include "tests/simulation/closed_forms.h"
#include "tests/simulation/simulated.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

namespace understudy {
namespace {

using Json = nlohmann::json;

const Json& stored()
{
    static const Json document = [] {
        std::ifstream file(UNDERSTUDY_TEST_DATA "/simulation_digests.json");
        return Json::parse(file, nullptr, false);
    }();
    return document;
}

// The file holds whole chain and scenario files: nothing is left to the tests' defaults.
SimulationOrder orderOf(const Json& each, std::uint32_t threads)
{
    const auto chain = chainFromJson(each.at("chain").dump());
    const auto scenario = scenarioFromJson(each.at("scenario").dump());
    EXPECT_TRUE(chain.has_value()) << formatProblem("chain", chain.error().front());
    EXPECT_TRUE(scenario.has_value()) << formatProblem("scenario", scenario.error().front());
    const auto compiled = compile(*chain, Catalogue());
    EXPECT_TRUE(compiled.has_value()) << formatProblem("chain", compiled.error().front());
    return orderOf(*compiled, std::make_shared<const Scenario>(*scenario),
                   {.runs = each.at("runs"),
                    .seed = each.at("seed"),
                    .worlds = each.at("worlds"),
                    .threads = threads});
}

std::string digestText(std::uint64_t digest)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(digest));
    return text;
}

TEST(SimulationDigests, AreThoseThatWereStored)
{
    ASSERT_GE(stored().size(), 12U);
    for (const Json& each : stored()) {
        const Simulated told = simulated(orderOf(each, 1));
        EXPECT_EQ(digestText(told.chain.digest()), each.at("digest").get<std::string>())
            << each.at("what");
        EXPECT_GT(told.whole.attempts, told.whole.runs) << each.at("what") << ": too tame";
    }
}

TEST(SimulationDigests, AreTheSameOnAnyNumberOfThreads)
{
    for (const Json& each : stored()) {
        const Simulated alone = simulated(orderOf(each, 1));
        for (const std::uint32_t threads : {2U, 3U, 8U}) {
            const Simulated told = simulated(orderOf(each, threads));
            EXPECT_EQ(told.chain, alone.chain) << each.at("what") << " on " << threads;
        }
    }
}

TEST(SimulationDigests, DifferForAnotherSeed)
{
    for (const Json& each : stored()) {
        Json other = each;
        other["seed"] = each.at("seed").get<std::uint64_t>() + 1;
        other["runs"] = std::min(each.at("runs").get<std::uint64_t>(), std::uint64_t{500});
        Json same = other;
        same["seed"] = each.at("seed");
        EXPECT_NE(simulated(orderOf(other, 1)).chain.digest(),
                  simulated(orderOf(same, 1)).chain.digest());
    }
}

} // namespace
} // namespace understudy
