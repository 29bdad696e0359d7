#include "core/plan/chat_request.h"

#include <algorithm>

namespace understudy {

namespace {

std::uint64_t tokensOf(std::string_view text)
{
    return std::max<std::uint64_t>(1, (text.size() + 3) / 4);
}

} // namespace

std::uint32_t estimateTokens(const ChatRequest& request)
{
    std::uint64_t tokens = request.system.empty() ? 0 : tokensOf(request.system);
    for (const ChatMessage& message : request.messages) {
        tokens += tokensOf(message.content);
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(tokens, UINT32_MAX));
}

} // namespace understudy
