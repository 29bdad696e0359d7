// Seam 1: time. The only source of instants in the engine's world.
#pragma once

#include "core/base/time.h"

#include <cstdint>

namespace understudy {

class Wakeable
{
public:
    virtual ~Wakeable() = default;
    virtual void onWake(std::uint64_t token) = 0;
};

class Scheduler
{
public:
    virtual ~Scheduler() = default;

    virtual Instant now() const = 0;

    // Calls target.onWake(token) once, at or after `when`, never from within wakeAt. Wakes at the
    // same instant come in the order asked. There is no cancel: a target drops stale tokens. The
    // target must outlive its wakes or be told to forgetTarget.
    virtual void wakeAt(Instant when, Wakeable& target, std::uint64_t token) = 0;

    // No wake reaches `target` any more.
    virtual void forgetTarget(Wakeable& target) = 0;
};

} // namespace understudy
