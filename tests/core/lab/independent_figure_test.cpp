#include "core/lab/independent_figure.h"

#include "tests/support/chain_builder.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// Up an hour, down a minute, one attempt in a hundred fails by itself.
Scenario flickering()
{
    Outage outage{.id = "o", .fault = {.kind = FaultKind::Status, .status = 503}};
    outage.process = OutageProcess{.up = ExponentialLaw{3'600'000}, .down = ExponentialLaw{60'000}};
    const TwinFailure failure{.status = 503, .share = 0.01};
    return {.name = "flickering",
            .twins = {{.target = "*", .failures = std::vector<TwinFailure>{failure}}},
            .outages = {outage}};
}

constexpr double kShare = 60.0 / 3660 + 3600.0 / 3660 * 0.01;

TEST(IndependentFigure, IsTheFormulaThatEverybodyQuotes)
{
    const auto chain = buildChain({.candidates = {{.id = "a", .tries = 3}}});
    EXPECT_NEAR(marginalFailureShare(*chain, 0, flickering()), kShare, 1e-9);
    // The same figures as in the contract's case of three tries under an outage process.
    EXPECT_NEAR(1 - independentAvailability(*chain, flickering()), 1.80e-5, 0.01e-5);
}

TEST(IndependentFigure, MultipliesOverCandidatesAsFarAsAttemptsGo)
{
    const auto chain = buildChain({.candidates = {{.id = "a", .tries = 2},
                                                  {.id = "off", .tries = 2, .enabled = false},
                                                  {.id = "b", .tries = 2}},
                                   .maxAttempts = 3});
    EXPECT_NEAR(1 - independentAvailability(*chain, flickering()), kShare * kShare * kShare, 1e-9);
}

TEST(IndependentFigure, CountsFirstTokensBeyondTheLimit)
{
    CandidateSpec spec{.id = "a", .tries = 1};
    spec.timeouts.firstToken = milliseconds(500);
    const auto chain = buildChain({.candidates = {spec}});
    const Scenario scenario{.name = "slow",
                            .twins = {{.target = "*", .firstToken = UniformLaw{0, 1000}}}};
    EXPECT_NEAR(independentAvailability(*chain, scenario), 0.5, 1e-9);
}

TEST(IndependentFigure, TakesOnlyAnswersThatAreLongEnoughToBreak)
{
    const auto chain = buildChain({.candidates = {{.id = "a", .tries = 1}}});
    Outage outage{.id = "o", .fault = {.kind = FaultKind::Cut, .afterTokens = 61}};
    outage.share = 0.5;
    const Scenario scenario{.name = "cuts",
                            .twins = {{.target = "*", .outputTokens = UniformLaw{41, 80}}},
                            .outages = {outage}};
    EXPECT_NEAR(marginalFailureShare(*chain, 0, scenario), 0.25, 1e-3);
}

} // namespace
} // namespace understudy
