#include "core/wire/partial_answers.h"

namespace understudy {

namespace {

constexpr std::string_view kGoOn =
    "Your answer was cut off. Continue exactly where it stopped, without repeating any of it.";

} // namespace

std::string_view PartialAnswers::textOf(std::uint32_t run, std::uint32_t attempt) const
{
    const auto kept = m_kept.find(run);
    if (kept == m_kept.end()) {
        return {};
    }
    const auto found = kept->second.find(attempt);
    return found == kept->second.end() ? std::string_view{} : std::string_view(found->second);
}

void PartialAnswers::onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta)
{
    const auto kept = m_kept.find(run);
    if (kept != m_kept.end()) {
        kept->second[attempt] += delta;
    }
    m_texts.onText(run, attempt, delta);
}

ChatRequest continuationOf(const ChatRequest& chat, std::string_view partial)
{
    ChatRequest result = chat;
    result.messages.push_back({Role::Assistant, std::string(partial)});
    result.messages.push_back({Role::User, std::string(kGoOn)});
    return result;
}

} // namespace understudy
