// How models behave when they are simulated: twins, outages, limits, a workload, a seed.
#pragma once

#include "core/base/result.h"
#include "core/plan/error_class.h"
#include "core/plan/file_members.h"
#include "core/plan/law.h"
#include "core/plan/outage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

// True for what fails before a connection stands, so that no status can come with it.
bool isBeforeConnection(ErrorClass errorClass);

// One way in which a twin's attempts fail.
struct TwinFailure
{
    ErrorClass errorClass = ErrorClass::Server;
    std::uint16_t status = 0; // 0: none came
    double share = 0;         // of the attempts; those of a twin add up to at most 1
    TimeLaw after = ConstantLaw{0};
    std::optional<CountLaw> afterTokens; // a stream's failure: only if the answer is that long
    std::optional<Duration> retryAfter;
    FileMembers members;

    bool operator==(const TwinFailure&) const = default;
};

enum class WhenFull : std::uint8_t
{
    Queue, // first in, first out
    Reject // 429
};
enum class OnAbandon : std::uint8_t
{
    Free,  // the server stops
    Finish // it works on
};

struct Capacity
{
    std::optional<std::uint32_t> concurrent; // servers; none: as many as are asked for
    WhenFull whenFull = WhenFull::Queue;
    std::optional<std::uint32_t> queueLimit; // none: unbounded
    OnAbandon onAbandon = OnAbandon::Free;
    std::optional<double> requestsPerMinute; // token buckets: 429 with the true remaining wait
    std::optional<double> tokensPerMinute;   // input + output

    bool operator==(const Capacity&) const = default;
};

// A member that no matching twin sets has Healthy's value.
struct Twin
{
    std::string target; // "provider/model", "provider/*" or "*"
    std::optional<TimeLaw> firstToken;
    std::optional<TimeLaw> tokenInterval;
    std::optional<CountLaw> outputTokens;
    std::optional<CountLaw> inputTokens;
    std::optional<std::vector<TwinFailure>> failures;
    std::optional<Capacity> capacity;
    FileMembers members;

    bool operator==(const Twin&) const = default;
};

enum class ArrivalKind : std::uint8_t
{
    Isolated, // each run in a world of its own
    Poisson,
    Uniform,
    Closed,
    AllAtOnce,
    Bursty
};

struct Arrivals
{
    ArrivalKind kind = ArrivalKind::Isolated;
    double ratePerSecond = 1;       // Poisson, Bursty
    double cv = 1;                  // Bursty: of the gaps, which follow a gamma law
    Duration every{};               // Uniform
    std::uint32_t clients = 1;      // Closed
    TimeLaw think = ConstantLaw{0}; // Closed

    bool operator==(const Arrivals&) const = default;
};

struct Workload
{
    Arrivals arrivals;
    std::optional<std::uint64_t> runs;   // of one world
    std::optional<std::uint32_t> worlds; // none: 1

    bool operator==(const Workload&) const = default;
};

struct Scenario
{
    std::string name;
    std::optional<std::uint64_t> seed;
    std::vector<Twin> twins; // the most specific wins, member by member
    std::vector<Outage> outages;
    std::optional<Workload> workload; // none: isolated
    FileMembers members;

    bool operator==(const Scenario&) const = default;
};

Result<Scenario, Problems> scenarioFromJson(std::string_view text);
std::string scenarioToJson(const Scenario& scenario);
// The JSON array of outages of the embedded providers' control endpoint.
Result<std::vector<Outage>, Problems> outagesFromJson(std::string_view text);
std::string outagesToJson(const std::vector<Outage>& outages);

} // namespace understudy
