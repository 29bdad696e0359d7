// What the embedded providers were asked and how they answered, newest last, bounded.
#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace understudy {

struct LogEntry
{
    Duration at{}; // since the stage was built
    std::string path;
    std::string provider; // empty: none
    std::string model;    // empty: unknown
    std::uint64_t promptBytes = 0;
    std::uint16_t status = 0; // 0: no status was sent (yet)
    std::string outage;       // id; empty: none
};

class StageLog
{
public:
    static constexpr std::size_t kMostEntries = 100'000;

    // The entry's number, for setStatus.
    std::uint64_t add(LogEntry entry);
    // Does nothing when the entry was dropped meanwhile.
    void setStatus(std::uint64_t number, std::uint16_t status);

    const std::deque<LogEntry>& entries() const { return m_entries; }
    std::string json() const; // an array of {t_ms, path, provider, model, status, outage, ...}

private:
    std::deque<LogEntry> m_entries;
    std::uint64_t m_firstNumber = 0;
};

} // namespace understudy
