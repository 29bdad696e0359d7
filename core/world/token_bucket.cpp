#include "core/world/token_bucket.h"

#include "core/base/check.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr std::int64_t kMinute = 60'000'000;          // in microseconds
constexpr std::int64_t kPart = std::int64_t{1} << 32; // parts of a microsecond
constexpr std::int64_t kFull = kMinute * kPart;       // 2.6e17, far from an overflow
constexpr std::int64_t kNever = kFull + 1;

// Rounded down, so that a full bucket gives a whole minute's tokens.
std::int64_t partsPerToken(double perMinute)
{
    US_CHECK(perMinute > 0);
    if (perMinute < 1) {
        return kNever; // it never holds a whole one
    }
    const auto parts = static_cast<std::int64_t>(static_cast<double>(kFull) / perMinute);
    return std::max<std::int64_t>(parts, 1);
}

} // namespace

TokenBucket::TokenBucket(double perMinute)
    : m_perToken(partsPerToken(perMinute))
{}

void TokenBucket::fill(Instant now)
{
    m_level = kFull;
    m_at = now;
}

std::optional<Duration> TokenBucket::waitFor(Instant now, std::uint64_t tokens)
{
    const std::int64_t passed = std::clamp<std::int64_t>((now - m_at).count(), 0, kMinute);
    m_level = std::min(m_level + passed * kPart, kFull);
    m_at = std::max(m_at, now);
    if (tokens > static_cast<std::uint64_t>(kFull / m_perToken)) {
        return std::nullopt;
    }
    const std::int64_t missing = static_cast<std::int64_t>(tokens) * m_perToken - m_level;
    return missing > 0 ? Duration{(missing + kPart - 1) / kPart} : Duration{};
}

void TokenBucket::take(std::uint64_t tokens)
{
    m_level -= static_cast<std::int64_t>(tokens) * m_perToken;
    US_CHECK(m_level >= 0);
}

} // namespace understudy
