// How far a long piece of work is, on standard error: a line that is written over on a terminal,
// else a line every few seconds for those who asked for it, else nothing.
#pragma once

#include <chrono>
#include <cstdint>

namespace understudy::cli {

class ProgressLine
{
public:
    explicit ProgressLine(bool isVerbose);
    ~ProgressLine(); // leaves no trace on a terminal
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    // As often as one likes: it is shown a few times a second at most.
    void show(std::uint64_t done, std::uint64_t total);
    double seconds() const; // since it was made

private:
    using Clock = std::chrono::steady_clock;

    const bool m_isTerminal;
    const bool m_isVerbose;
    const Clock::time_point m_start = Clock::now();
    Clock::time_point m_next; // when it may be shown again
    bool m_isShown = false;
};

} // namespace understudy::cli
