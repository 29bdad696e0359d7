#include "core/report/histogram.h"

#include "core/base/check.h"

#include <cmath>

namespace understudy {

void Histogram::add(const Histogram& other)
{
    for (std::size_t i = 0; i < kOctaves; ++i) {
        const std::vector<Bucket>& theirs = other.m_octaves[i];
        std::vector<Bucket>& ours = m_octaves[i];
        if (ours.empty()) {
            ours = theirs;
            continue;
        }
        for (std::size_t at = 0; at < theirs.size(); ++at) {
            ours[at].count += theirs[at].count;
            ours[at].least = std::min(ours[at].least, theirs[at].least);
            ours[at].greatest = std::max(ours[at].greatest, theirs[at].greatest);
        }
    }
    m_count += other.m_count;
    m_sum.add(other.m_sum);
    m_squares.add(other.m_squares);
}

void Histogram::clear()
{
    for (std::vector<Bucket>& octave : m_octaves) {
        std::fill(octave.begin(), octave.end(), Bucket{});
    }
    m_count = 0;
    m_sum = {};
    m_squares = {};
}

double Histogram::valueAt(std::uint64_t rank) const
{
    US_CHECK(rank >= 1 && rank <= m_count);
    std::uint64_t before = 0;
    for (const std::vector<Bucket>& octave : m_octaves) {
        for (const Bucket& bucket : octave) {
            if (before + bucket.count < rank) {
                before += bucket.count;
                continue;
            }
            const auto least = static_cast<double>(bucket.least);
            if (bucket.count == 1) {
                return least;
            }
            // The first and the last of the bucket are known, the others lie evenly between.
            const double position =
                static_cast<double>(rank - before - 1) / static_cast<double>(bucket.count - 1);
            return least + position * static_cast<double>(bucket.greatest - bucket.least);
        }
    }
    US_UNREACHABLE();
}

double Histogram::mean() const
{
    US_CHECK(m_count > 0);
    return m_sum.signedValue() / static_cast<double>(m_count);
}

double Histogram::variance() const
{
    if (m_count < 2) {
        return 0;
    }
    // Squares about a whole number close to the mean, exactly: subtracting the large sums as
    // floating point numbers would leave nothing of a small variance.
    const auto centre = static_cast<std::uint64_t>(mean() + 0.5);
    WideInteger squares = m_squares;
    const WideInteger cross = product(m_sum, centre);
    squares.subtract(cross);
    squares.subtract(cross);
    squares.add(product(product(centre, centre), m_count));
    WideInteger offset = m_sum;
    offset.subtract(product(centre, m_count));
    const auto count = static_cast<double>(m_count);
    const double shift = offset.signedValue();
    return std::max(0.0, squares.signedValue() - shift * (shift / count)) / (count - 1);
}

double Histogram::fourthCentralMoment() const
{
    const double centre = mean();
    double sum = 0;
    forEachBucket([&](std::size_t, const Bucket& bucket) {
        const double middle =
            (static_cast<double>(bucket.least) + static_cast<double>(bucket.greatest)) / 2;
        const double square = (middle - centre) * (middle - centre);
        sum += static_cast<double>(bucket.count) * square * square;
    });
    return sum / static_cast<double>(m_count);
}

bool Histogram::operator==(const Histogram& other) const
{
    if (m_count != other.m_count || m_sum != other.m_sum || m_squares != other.m_squares) {
        return false;
    }
    // An octave that was never touched equals one without values.
    const auto isEmpty = [](const Bucket& bucket) { return bucket.count == 0; };
    for (std::size_t i = 0; i < kOctaves; ++i) {
        const std::vector<Bucket>& ours = m_octaves[i];
        const std::vector<Bucket>& theirs = other.m_octaves[i];
        const bool isEqual = ours.empty() || theirs.empty()
                                 ? std::all_of(ours.begin(), ours.end(), isEmpty) &&
                                       std::all_of(theirs.begin(), theirs.end(), isEmpty)
                                 : ours == theirs;
        if (!isEqual) {
            return false;
        }
    }
    return true;
}

bool Histogram::restoreBucket(std::size_t index, const Bucket& bucket)
{
    const bool isPossible = index < kOctaves * kBuckets && bucket.count > 0 &&
                            bucket.least <= bucket.greatest && bucket.greatest <= kGreatest &&
                            indexOf(bucket.least) == index && indexOf(bucket.greatest) == index;
    if (!isPossible || bucketAt(index).count != 0) {
        return false;
    }
    bucketAt(index) = bucket;
    m_count += bucket.count;
    return true;
}

void Histogram::restoreSums(const WideInteger& sum, const WideInteger& squares)
{
    m_sum = sum;
    m_squares = squares;
}

} // namespace understudy
