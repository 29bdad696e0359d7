#include "core/wire/tool_call_order.h"

#include <algorithm>

namespace understudy {

bool ToolCallOrder::takeFragment(std::optional<std::int64_t> index, std::string_view id)
{
    if (!index) {
        return true;
    }
    if (const Call* call = find(*index)) {
        return id.empty() || call->id.empty() || call->id == id;
    }
    const bool isNext = *index == static_cast<std::int64_t>(m_calls.size());
    m_calls.push_back({*index, std::string(id)});
    return isNext;
}

bool ToolCallOrder::begin(std::optional<std::int64_t> index)
{
    if (!index) {
        return true;
    }
    const bool isNew = find(*index) == nullptr;
    m_calls.push_back({*index, {}});
    return isNew;
}

bool ToolCallOrder::goOn(std::optional<std::int64_t> index) const
{
    return !index || find(*index) != nullptr;
}

const ToolCallOrder::Call* ToolCallOrder::find(std::int64_t index) const
{
    const auto found = std::ranges::find(m_calls, index, &Call::index);
    return found == m_calls.end() ? nullptr : &*found;
}

} // namespace understudy
