// What a driver reports about an attempt. Text is not in it: that goes to the TextSink.
#pragma once

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/plan/error_class.h"
#include "core/plan/price.h"
#include "core/record/run_event.h"

#include <cstdint>
#include <type_traits>

namespace understudy {

enum class SignalKind : std::uint8_t
{
    Connected,  // the connection (and TLS) stands
    Headers,    // `status` arrived
    Bytes,      // any bytes of the body: re-arms byte_idle
    Payload,    // a data event: re-arms payload_idle and byte_idle
    FirstToken, // the first content-bearing event; comes before its text
    Progress,   // `tokens` content-bearing events so far
    Succeeded,  // terminal marker seen, no error
    Failed,
};

enum class ShouldRetry : std::uint8_t
{
    Unsaid,
    Yes,
    No
}; // the header x-should-retry

// What an attempt does until its next signal, where the driver knows (virtual time). It stands for
// the Bytes, Payload and Progress signals that a real stream would give.
enum class Flow : std::uint8_t
{
    Unknown, // every sign of life is signalled
    Beats,   // bytes without payload keep coming
    Tokens,  // one content token each `pace`, the next one a pace from now
};

struct AttemptSignal
{
    AttemptId id{};
    SignalKind kind = SignalKind::Connected;
    ErrorClass errorClass = ErrorClass::None; // Failed
    ShouldRetry shouldRetry = ShouldRetry::Unsaid;
    Finish finish = Finish::Stop; // Succeeded
    std::uint16_t status = 0;     // Headers, Failed
    std::uint16_t injected = 0;   // outage number from 1 that this is, or a silence from here on
    std::uint32_t tokens = 0;     // content-bearing events received so far
    TokenCounts usage{};          // Succeeded, Failed: as the provider counted, else estimated
    Duration hint{-1};            // Failed: the server's wait hint; negative: none

    Flow flow = Flow::Unknown;
    Duration pace{};                     // Flow::Tokens
    Instant nextSignal = Instant::max(); // as in Begun

    bool hasHint() const { return hint >= Duration::zero(); }
};

static_assert(std::is_trivially_copyable_v<AttemptSignal>);

class SignalSink
{
public:
    virtual ~SignalSink() = default;
    virtual void onSignal(const AttemptSignal& signal) = 0;
};

} // namespace understudy
