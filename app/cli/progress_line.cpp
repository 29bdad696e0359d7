#include "app/cli/progress_line.h"

#include "app/cli/platform.h"
#include "core/report/number_text.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kInFile{5};
constexpr std::chrono::milliseconds kFirst{500}; // shorter work needs no progress

std::string clockText(double seconds)
{
    const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                         : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string progressText(std::uint64_t done, std::uint64_t total, double seconds)
{
    const double share = total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total);
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    std::string text =
        fmt::format("{:3.0f} %  {} of {} runs  {} runs/s", share * 100, grouped(done),
                    grouped(total), grouped(static_cast<std::uint64_t>(rate)));
    if (done > 0 && done < total) {
        text += fmt::format("  {} left", clockText(seconds / share - seconds));
    }
    return text;
}

} // namespace

ProgressLine::ProgressLine(bool isVerbose)
    : m_isTerminal(isTerminal(Stream::Error))
    , m_isVerbose(isVerbose)
    , m_next(m_start + (m_isTerminal ? Clock::duration(kFirst) : Clock::duration(kInFile)))
{}

ProgressLine::~ProgressLine()
{
    if (m_isShown && m_isTerminal) {
        fmt::print(stderr, "\r{:60}\r", "");
        std::fflush(stderr);
    }
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total)
{
    const Clock::time_point now = Clock::now();
    if (now < m_next || (!m_isTerminal && !m_isVerbose)) {
        return;
    }
    m_next = now + (m_isTerminal ? Clock::duration(kOnTerminal) : Clock::duration(kInFile));
    m_isShown = true;
    const std::string text = progressText(done, total, seconds());
    fmt::print(stderr, "{}{}{}", m_isTerminal ? "\r" : "", text, m_isTerminal ? "    " : "\n");
    std::fflush(stderr);
}

double ProgressLine::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - m_start).count();
}

} // namespace understudy::cli
