// Seam 2: the outside world. A driver makes attempts real: over HTTP, from a script, in virtual
// time. The engine alone decides what happens next.
#pragma once

#include "core/base/ids.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/outage.h"

#include <cstdint>

namespace understudy {

// Names the content of a run (messages, endpoints) for drivers; the engine never looks inside.
using RequestId = std::uint64_t;

struct AttemptStart
{
    AttemptId id{};
    RequestId request = 0;
    std::uint32_t run = 0;       // as in RunEvent::run
    std::uint32_t attempt = 0;   // from 1 within the run
    std::uint32_t tryNumber = 1; // on this candidate
    std::uint32_t ordinal = 0;   // earlier attempts of the run on the same provider + model
    std::uint16_t candidate = 0;
    Duration sinceStart{};                // from the run's start
    const CompiledChain* chain = nullptr; // valid until the attempt ends
    const Fault* fault = nullptr;         // set by the outage driver for drivers below it
    std::uint32_t continues = 0;          // the attempt whose partial answer it goes on with, or 0
};

// What a driver knows of an attempt from its first moment. In virtual time that is much, and spares
// the engine timers that would never act; a real connection knows nothing.
struct Begun
{
    bool isConnected = false;            // the connection stands already
    Instant nextSignal = Instant::max(); // no signal comes before; max(): not known
};

class AttemptDriver
{
public:
    virtual ~AttemptDriver() = default;

    // Neither call may signal before it returns: signals come later, from the event loop or heap.
    virtual Begun begin(const AttemptStart& start) = 0;
    // No signal and no text of this attempt comes any more.
    virtual void abandon(AttemptId id) = 0;
};

} // namespace understudy
