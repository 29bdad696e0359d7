// Counts of values in log-linear buckets: 256 to each doubling, so a bucket is at most 0.4 % wide.
// Each bucket also keeps the least and the greatest value that it holds, so that a quantile of a
// constant is exact and others are interpolated. Adding histograms is exact and in any order.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

namespace understudy {

class Histogram
{
public:
    void record(std::uint64_t value); // values of 2^48 and more count as 2^48 - 1
    void add(const Histogram& other);

    std::uint64_t count() const;
    // The value of that rank, 1 for the least. `rank` in 1..count(); interpolated in its bucket.
    double valueAt(std::uint64_t rank) const;
    // Central moments from exact sums of values and squares (sd) and from buckets (fourth).
    double mean() const;
    double variance() const; // of a sample: divided by count - 1
    double fourthCentralMoment() const;

    bool operator==(const Histogram&) const;

private:
    // (worked out by whoever implements it)
};

} // namespace understudy
