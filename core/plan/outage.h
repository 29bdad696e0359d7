// Faults injected on purpose: what happens, to whom, how often and when.
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class FaultKind : std::uint8_t
{
    Refuse,     // connection refused
    Reset,      // reset before the headers
    Hang,       // accepts, never answers
    Status,     // an HTTP error
    Cut,        // reset after tokens
    Truncate,   // clean end after tokens, without terminal marker
    ErrorEvent, // in-band error after tokens
};

std::string_view name(FaultKind kind);
std::optional<FaultKind> faultKindFromName(std::string_view name);

struct Fault
{
    FaultKind kind = FaultKind::Status;
    std::uint16_t status = 503;         // Status only, 400..599
    std::string code;                   // Status, ErrorEvent: the vendor's code; empty: plainest
    std::optional<Duration> retryAfter; // Status only
    std::uint32_t afterTokens = 0;      // Cut, Truncate, ErrorEvent: content tokens before it

    bool operator==(const Fault&) const = default;
};

// True for faults that let the stream begin and break it later.
bool isInsideStream(FaultKind kind);

struct OutageWindow
{
    Duration from{0};
    std::optional<Duration> until; // none: for ever

    bool operator==(const OutageWindow&) const = default;
};

struct Outage
{
    std::string id;
    std::string name;
    std::string provider = "*";
    std::string model = "*";
    Fault fault;
    double share = 1.0;                 // 0..1 of the attempts; 0 means off
    std::optional<OutageWindow> window; // none: always on
    std::optional<std::uint32_t> count; // ends after this many hits
    bool enabled = true;

    bool operator==(const Outage&) const = default;
};

// Reads the command line's TARGET=KIND[:VALUE][:key=value]... ; `id` becomes the outage's id.
Result<Outage> outageFromFlag(std::string_view text, std::string id);

// The header in which a fault decided by us travels to the embedded providers, both ways.
inline constexpr std::string_view kFaultHeader = "x-understudy-fault";
std::string encodeFault(const Fault& fault);
std::optional<Fault> decodeFault(std::string_view text);

} // namespace understudy
