// One prompt, provider-neutral. Every candidate of a run receives the same one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class Role : std::uint8_t
{
    User,
    Assistant
};

struct ChatMessage
{
    Role role = Role::User;
    std::string content;

    bool operator==(const ChatMessage&) const = default;
};

struct ChatRequest
{
    std::string system; // empty: none
    std::vector<ChatMessage> messages;

    bool operator==(const ChatRequest&) const = default;
};

// A rough count for display and context checks: one token per four bytes, at least one per text.
std::uint32_t estimateTokens(const ChatRequest& request);

} // namespace understudy
