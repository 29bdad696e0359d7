// Whether the fragments of tool calls come in an order from which calls can be put together: a call
// begins before it goes on, the next one right after the last, and none begins twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

class ToolCallOrder
{
public:
    // A fragment of chat completions: `id` is empty for one that goes on; some servers repeat it,
    // and some leave the index out, which proves nothing. False when it is out of order.
    bool takeFragment(std::optional<std::int64_t> index, std::string_view id);

    // Messages say by themselves what begins: the block of that index is a tool call.
    bool begin(std::optional<std::int64_t> index);
    bool goOn(std::optional<std::int64_t> index) const;

private:
    struct Call
    {
        std::int64_t index;
        std::string id;
    };

    const Call* find(std::int64_t index) const;

    std::vector<Call> m_calls;
};

} // namespace understudy
