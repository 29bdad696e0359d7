// Counts of values in log-linear buckets: 256 to each doubling, so a bucket is at most 0.4 % wide.
// Each bucket also keeps the least and the greatest value that it holds, so that a quantile of a
// constant is exact and others are interpolated. Adding histograms is exact and in any order.
#pragma once

#include "core/report/wide_integer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace understudy {

class Histogram
{
public:
    static constexpr unsigned kValueBits = 48;
    static constexpr std::uint64_t kGreatest = (std::uint64_t{1} << kValueBits) - 1;

    struct Bucket
    {
        std::uint64_t count = 0;
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        std::uint64_t greatest = 0;

        bool operator==(const Bucket&) const = default;
    };

    void record(std::uint64_t value) // values of 2^48 and more count as 2^48 - 1
    {
        value = std::min(value, kGreatest);
        const std::size_t index = indexOf(value);
        Bucket& bucket = bucketAt(index);
        ++bucket.count;
        bucket.least = std::min(bucket.least, value);
        bucket.greatest = std::max(bucket.greatest, value);
        ++m_count;
        m_sum.add(value);
        // The square of what fits in 32 bits fits in one word: all but the longest times.
        if ((value >> 32U) == 0) {
            m_squares.add(value * value);
        } else {
            m_squares.add(product(value, value));
        }
    }
    void add(const Histogram& other);
    void clear(); // keeps the memory

    std::uint64_t count() const { return m_count; }
    // The value of that rank, 1 for the least. `rank` in 1..count(); interpolated in its bucket.
    double valueAt(std::uint64_t rank) const;
    // Central moments from exact sums of values and squares (sd) and from buckets (fourth).
    double mean() const;     // count() >= 1
    double variance() const; // of a sample: divided by count - 1; 0 for a single value
    double fourthCentralMoment() const;

    bool operator==(const Histogram& other) const;

    // For files: what is not empty, and what it was made from.
    const WideInteger& sum() const { return m_sum; }
    const WideInteger& squares() const { return m_squares; }
    template<class Visit>
    void forEachBucket(Visit visit) const // (index, bucket), by rising index
    {
        for (std::size_t octave = 0; octave < kOctaves; ++octave) {
            for (std::size_t i = 0; i < m_octaves[octave].size(); ++i) {
                if (m_octaves[octave][i].count != 0) {
                    visit(octave * kBuckets + i, m_octaves[octave][i]);
                }
            }
        }
    }
    // False when such a bucket cannot be: then nothing changes.
    bool restoreBucket(std::size_t index, const Bucket& bucket);
    void restoreSums(const WideInteger& sum, const WideInteger& squares);

    // The bucket of a value: exact below 256, then 256 to each doubling.
    static std::size_t indexOf(std::uint64_t value)
    {
        const auto bits = static_cast<unsigned>(std::bit_width(value | (kBuckets - 1)));
        const unsigned shift = bits > kBucketBits + 1 ? bits - kBucketBits - 1 : 0;
        return static_cast<std::size_t>(shift * kBuckets + (value >> shift));
    }

private:
    static constexpr unsigned kBucketBits = 8;
    static constexpr std::size_t kBuckets = std::size_t{1} << kBucketBits;
    static constexpr std::size_t kOctaves = kValueBits - kBucketBits + 1;

    Bucket& bucketAt(std::size_t index)
    {
        std::vector<Bucket>& octave = m_octaves[index / kBuckets];
        if (octave.empty()) {
            octave.resize(kBuckets);
        }
        return octave[index % kBuckets];
    }

    std::array<std::vector<Bucket>, kOctaves> m_octaves; // empty until a value falls into it
    std::uint64_t m_count = 0;
    WideInteger m_sum;
    WideInteger m_squares;
};

} // namespace understudy
