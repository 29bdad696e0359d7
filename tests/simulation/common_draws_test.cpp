// Common random numbers: what is drawn for one model does not depend on what else there is, so that
// two chains or two scenarios can be compared run by run.
#include "tests/simulation/simulated.h"

#include "core/record/run_event.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace understudy {
namespace {

struct Attempt
{
    Duration took{};
    EventKind end = EventKind::AttemptStarted;
    ErrorClass errorClass = ErrorClass::None;
    std::uint32_t tokens = 0;

    bool operator==(const Attempt&) const = default;
};

// The attempts of a run, by the name of their model.
class AttemptsByModel final : public RunObserver
{
public:
    explicit AttemptsByModel(const CompiledChain& chain)
        : m_chain(chain)
    {}

    void onEvent(const RunEvent& event) override
    {
        if (event.kind == EventKind::AttemptStarted) {
            m_starts[event.attempt] = event.at;
        } else if (event.kind == EventKind::AttemptSucceeded ||
                   event.kind == EventKind::AttemptFailed) {
            attempts[m_chain.labels[event.candidate].model].push_back(
                {event.at - m_starts[event.attempt], event.kind, event.errorClass, event.count});
        }
    }

    std::map<std::string, std::vector<Attempt>> attempts;

private:
    const CompiledChain& m_chain;
    std::map<std::uint32_t, Duration> m_starts;
};

using Attempts = std::vector<std::map<std::string, std::vector<Attempt>>>; // by run

Attempts attemptsOf(std::string_view steps, std::string_view scenario)
{
    const auto chain = chainOf(steps);
    const SimulationOrder order = orderOf(chain, scenarioOf(scenario), {.runs = 60});
    Attempts all;
    for (std::uint64_t run = 0; run < order.runs; ++run) {
        AttemptsByModel log(*chain);
        replayRun(order, 0, run, log);
        all.push_back(log.attempts);
    }
    return all;
}

// For attempts that both made: the second chain may have made more of them.
void expectSameDraws(const Attempts& one, const Attempts& other, const std::string& model)
{
    std::size_t compared = 0;
    for (std::size_t run = 0; run < one.size(); ++run) {
        const auto here = one[run].find(model);
        const auto there = other[run].find(model);
        if (here == one[run].end() || there == other[run].end()) {
            continue;
        }
        const std::size_t both = std::min(here->second.size(), there->second.size());
        for (std::size_t i = 0; i < both; ++i) {
            EXPECT_EQ(here->second[i], there->second[i]) << model << ", run " << run;
        }
        compared += both;
    }
    EXPECT_GE(compared, 50U);
}

constexpr std::string_view kSteps = R"([
    {"id": "one", "candidates": [{"model": "a", "tries": 2}]},
    {"id": "two", "candidates": [{"model": "b", "tries": 3}]}])";
constexpr std::string_view kStepsWithMore = R"([
    {"id": "zero", "candidates": [{"model": "c"}]},
    {"id": "one", "candidates": [{"model": "a", "tries": 4, "backoff": {"base_ms": 70}}]},
    {"id": "two", "candidates": [{"model": "b", "tries": 3}]}])";

std::string scenarioText(const std::string& a, const std::string& c, const std::string& workload)
{
    return R"({"twins": {
        "openai/a": )" +
           a + R"(, "openai/c": )" + c + R"(,
        "openai/b": {"first_token": {"law": "lognormal", "median_ms": 300, "sigma": 0.9},
                     "token_interval": {"law": "gamma", "mean_ms": 9, "cv": 0.5},
                     "output_tokens": {"law": "geometric", "mean": 40},
                     "failures": [{"class": "server", "status": 500, "share": 0.4,
                                   "after": {"law": "exponential", "mean_ms": 200}}]}},
        "outages": [{"id": "o", "target": {"provider": "openai", "model": "b"}, "share": 0.2,
                     "fault": {"kind": "slow_first_token", "add_ms": 5000}}])" +
           workload + "}";
}

const std::string kFailingFast =
    R"({"failures": [{"class": "server", "status": 500, "share": 1}]})";
const std::string kFailingSlowly = R"({"failures": [{"class": "overload", "status": 529, "share": 1,
                                      "after": {"law": "exponential", "mean_ms": 4000}}]})";
const std::string kPoisson = R"(, "workload": {"arrivals": {"law": "poisson", "rate_per_s": 3}})";

TEST(CommonDraws, StayWhenAnotherModelBehavesDifferently)
{
    for (const std::string& workload : {std::string(), kPoisson}) {
        const Attempts before =
            attemptsOf(kSteps, scenarioText(kFailingFast, kFailingFast, workload));
        const Attempts after =
            attemptsOf(kSteps, scenarioText(kFailingSlowly, kFailingFast, workload));

        expectSameDraws(before, after, "b");
        EXPECT_NE(before[0].at("a"), after[0].at("a"));
    }
}

TEST(CommonDraws, StayInAnotherChain)
{
    for (const std::string& workload : {std::string(), kPoisson}) {
        const std::string scenario = scenarioText(kFailingSlowly, kFailingSlowly, workload);
        const Attempts few = attemptsOf(kSteps, scenario);
        const Attempts many = attemptsOf(kStepsWithMore, scenario);

        expectSameDraws(few, many, "a");
        expectSameDraws(few, many, "b");
    }
}

TEST(CommonDraws, MakeDifferencesSharperThanEachSide)
{
    SimulationOrder order =
        orderOf(chainOf(kSteps), scenarioOf(scenarioText(kFailingSlowly, kFailingFast, "")),
                {.runs = 70'000});
    order.chains.push_back(chainOf(R"([
        {"id": "one", "candidates": [{"model": "a", "tries": 1}]},
        {"id": "two", "candidates": [{"model": "b", "tries": 3}]}])"));
    SimulationRecord record = recordOf(order);
    fill(record, Experiment(planOf(order), engineWork(order)).take(), 0);

    const Metric mean = *metricFromName("total_ms.mean");
    const RunTotals first = record.chains[0].whole();
    const RunTotals second = record.chains[1].whole();
    const Sample a{first, record.chains[0].groups};
    const Sample b{second, record.chains[1].groups};
    const Estimate together = *differenceOf(a, b, mean);
    const Estimate alone = *estimateOf(a, mean);
    // The second try of the first model alone: 4 s of exponential law.
    EXPECT_LT(together.low, 4000);
    EXPECT_GT(together.high, 4000);
    EXPECT_LT(together.high - together.low, 1.2 * (alone.high - alone.low));
    EXPECT_EQ(record.chains[0].whole().answered, record.chains[1].whole().answered)
        << "the same runs fail";
}

} // namespace
} // namespace understudy
