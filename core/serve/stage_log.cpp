#include "core/serve/stage_log.h"

#include "core/serve/serve_json.h"

#include <utility>

namespace understudy {

std::uint64_t StageLog::add(LogEntry entry)
{
    m_entries.push_back(std::move(entry));
    if (m_entries.size() > kMostEntries) {
        m_entries.pop_front();
        ++m_firstNumber;
    }
    return m_firstNumber + m_entries.size() - 1;
}

void StageLog::setStatus(std::uint64_t number, std::uint16_t status)
{
    if (number >= m_firstNumber) {
        m_entries[number - m_firstNumber].status = status;
    }
}

std::string StageLog::json() const
{
    ServeJson list = ServeJson::array();
    for (const LogEntry& entry : m_entries) {
        list.push_back(
            {{"t_ms", toMilliseconds(entry.at)},
             {"path", entry.path},
             {"provider", textOrNull(entry.provider)},
             {"model", textOrNull(entry.model)},
             {"status", entry.status == 0 ? ServeJson(nullptr) : ServeJson(entry.status)},
             {"outage", textOrNull(entry.outage)},
             {"prompt_bytes", entry.promptBytes}});
    }
    return written(list);
}

} // namespace understudy
