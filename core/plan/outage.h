// Faults injected on purpose: what happens, to whom, how often and when.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/plan/file_members.h"
#include "core/plan/law.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class FaultKind : std::uint8_t
{
    Refuse,          // connection refused
    Reset,           // reset before the headers
    Hang,            // accepts, never answers
    Status,          // an HTTP error
    SlowFirstToken,  // the first token comes late
    SlowTokens,      // the tokens after it come slowly
    Stall,           // falls silent after tokens
    HeartbeatStall,  // comments or pings for ever after tokens
    Cut,             // reset after tokens
    Truncate,        // clean end after tokens, without terminal marker
    ErrorEvent,      // in-band error after tokens
    Malformed,       // an event that is no JSON after tokens
    Empty,           // a whole answer without content
    ContentFilter,   // the prompt is refused by the provider's policy
    Refusal,         // the model declines
    ContextOverflow, // the prompt is too long
    Auth,            // 401
    Billing,         // 429 insufficient_quota
    ModelMissing,    // 404
    Html,            // 200 with a login page
    WrongModel,      // another model answers
};

inline constexpr std::size_t kFaultKindCount = 21;
inline constexpr Duration kNoDelay{0};

// In the order of the contract.
std::string_view name(FaultKind kind);
std::optional<FaultKind> faultKindFromName(std::string_view name);
FaultKind faultKindAt(std::size_t index); // index < kFaultKindCount

// Where a fault shows.
enum class FaultPlace : std::uint8_t
{
    Instead, // in place of an answer: before its headers, or an error or a page
    Answer,  // a whole answer, but not the one that was wanted
    Inside,  // breaks the answer after `afterTokens`
    Pace,    // the answer itself is fine, but late
};
FaultPlace placeOf(FaultKind kind);

struct Fault
{
    FaultKind kind = FaultKind::Status;
    std::uint16_t status = 503;         // Status only, 400..599
    std::string code;                   // Status, ErrorEvent: the vendor's code; empty: plainest
    std::optional<Duration> retryAfter; // Status only
    std::uint32_t afterTokens = 0;      // what is Inside: content tokens before it
    Duration delay = kNoDelay;          // SlowFirstToken: added to the time it takes
    double factor = 1;                  // SlowFirstToken, SlowTokens: times as slow, 1..100

    bool operator==(const Fault&) const = default;
};

// True for faults that let the stream begin and break it later.
inline bool isInsideStream(FaultKind kind) { return placeOf(kind) == FaultPlace::Inside; }

// True for faults that a live run cannot make up before the network: the real answer is opened,
// and costs.
bool opensRealStream(const Fault& fault);

// The name of the model that answers in place of `model` when the fault is WrongModel.
std::string lookalikeOf(std::string_view model);

// The status of an error that a kind always brings (401 for Auth); 0 for all others.
std::uint16_t fixedStatus(FaultKind kind);

struct OutageWindow
{
    Duration from{0};
    std::optional<Duration> until; // none: for ever

    bool operator==(const OutageWindow&) const = default;
};

// An outage that comes and goes: up and down spells in turn, drawn anew each time.
struct OutageProcess
{
    TimeLaw up = ExponentialLaw{3'600'000};
    TimeLaw down = ExponentialLaw{60'000};
    bool startsUp = false; // else in its stationary state

    bool operator==(const OutageProcess&) const = default;
};

struct Outage
{
    std::string id;
    std::string name;
    std::string provider = "*";
    std::string model = "*";
    Fault fault;
    double share = 1.0;                   // 0..1 of the attempts; 0 means off
    std::optional<OutageWindow> window;   // neither window nor process: always on
    std::optional<OutageProcess> process; // never beside a window
    std::string group;                  // outages of one name go up and down together; empty: alone
    std::optional<std::uint32_t> count; // ends after this many hits
    bool enabled = true;
    FileMembers members;

    bool operator==(const Outage&) const = default;
};

// Reads the command line's TARGET=KIND[:VALUE][:key=value]... ; `id` becomes the outage's id.
Result<Outage> outageFromFlag(std::string_view text, std::string id);

// The header in which a fault decided by us travels to the embedded providers, both ways.
inline constexpr std::string_view kFaultHeader = "x-understudy-fault";
std::string encodeFault(const Fault& fault);
std::optional<Fault> decodeFault(std::string_view text);

} // namespace understudy
