// A token bucket that refills continuously and holds one minute's amount. Whole numbers only: its
// level is counted in the time that refilling took, so a full bucket is a minute whatever its rate.
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>

namespace understudy {

class TokenBucket
{
public:
    explicit TokenBucket(double perMinute); // > 0

    void fill(Instant now);
    // The wait until that many tokens are there, 0 if they are; nothing if it can never hold them.
    // `now` never falls between calls.
    std::optional<Duration> waitFor(Instant now, std::uint64_t tokens);
    // After waitFor() answered 0 for the same tokens.
    void take(std::uint64_t tokens);

private:
    std::int64_t m_perToken; // parts of a microsecond of refilling
    std::int64_t m_level = 0;
    Instant m_at;
};

} // namespace understudy
