#include "core/lab/histogram_text.h"

#include <array>
#include <charconv>
#include <limits>

namespace understudy {

namespace {

class WordReader
{
public:
    explicit WordReader(std::string_view text)
        : m_text(text)
    {}

    bool isAtEnd() const { return m_text.empty(); }

    bool skip(char c)
    {
        if (m_text.empty() || m_text.front() != c) {
            return false;
        }
        m_text.remove_prefix(1);
        return true;
    }

    std::optional<std::uint64_t> number()
    {
        std::uint64_t value = 0;
        const auto [end, error] =
            std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        if (error != std::errc()) {
            return std::nullopt;
        }
        m_text.remove_prefix(static_cast<std::size_t>(end - m_text.data()));
        return value;
    }

private:
    std::string_view m_text;
};

} // namespace

std::string histogramToText(const Histogram& histogram)
{
    const WideInteger& sum = histogram.sum();
    const WideInteger& squares = histogram.squares();
    std::string text = std::to_string(sum.low) + ' ' + std::to_string(sum.high) + ' ' +
                       std::to_string(squares.low) + ' ' + std::to_string(squares.high);
    std::uint64_t before = 0;
    histogram.forEachBucket([&](std::size_t, const Histogram::Bucket& bucket) {
        text += ' ' + std::to_string(bucket.least - before);
        const std::uint64_t spread = bucket.greatest - bucket.least;
        if (bucket.count != 1) {
            text += '*' + std::to_string(bucket.count);
        }
        if (spread != 0) {
            text += '+' + std::to_string(spread);
        }
        before = bucket.greatest;
    });
    return text;
}

std::optional<Histogram> histogramFromText(std::string_view text)
{
    WordReader words(text);
    std::array<std::uint64_t, 4> sums{};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto word = i == 0 || words.skip(' ') ? words.number() : std::nullopt;
        if (!word) {
            return std::nullopt;
        }
        sums[i] = *word;
    }
    Histogram histogram;
    std::uint64_t before = 0;
    while (!words.isAtEnd()) {
        const auto gap = words.skip(' ') ? words.number() : std::nullopt;
        const auto count = words.skip('*') ? words.number() : std::optional<std::uint64_t>(1);
        const auto spread = words.skip('+') ? words.number() : std::optional<std::uint64_t>(0);
        if (!gap || !count || !spread || *gap > Histogram::kGreatest ||
            *spread > Histogram::kGreatest) {
            return std::nullopt;
        }
        const std::uint64_t least = before + *gap;
        if (least > Histogram::kGreatest ||
            !histogram.restoreBucket(Histogram::indexOf(least), {*count, least, least + *spread})) {
            return std::nullopt;
        }
        before = least + *spread;
    }
    histogram.restoreSums({sums[0], sums[1]}, {sums[2], sums[3]});
    return histogram;
}

} // namespace understudy
