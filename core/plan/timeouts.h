// The limits of one attempt. All are on by default; each is >= 1 ms.
#pragma once

#include "core/base/time.h"

namespace understudy {

struct Timeouts
{
    Duration connect = milliseconds(10'000);     // until the connection (and TLS) stands
    Duration firstToken = milliseconds(60'000);  // until the first content-bearing event
    Duration byteIdle = milliseconds(30'000);    // between bytes, from the response headers on
    Duration payloadIdle = milliseconds(60'000); // between data events, from the headers on
    Duration attempt = milliseconds(600'000);    // the whole attempt

    bool operator==(const Timeouts&) const = default;
};

} // namespace understudy
