// The words of our files for closed sets of values. One table per set: reading, writing and the
// list of what is allowed cannot drift apart.
#pragma once

#include "core/base/check.h"
#include "core/plan/chain.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

template<class Word, std::size_t N>
using FileWords = std::array<std::pair<Word, std::string_view>, N>;

constexpr FileWords<Jitter, 6> fileWords(Jitter)
{
    return {{{Jitter::None, "none"},
             {Jitter::Full, "full"},
             {Jitter::Equal, "equal"},
             {Jitter::Sdk, "sdk"},
             {Jitter::Grpc, "grpc"},
             {Jitter::Decorrelated, "decorrelated"}}};
}
constexpr FileWords<Reaction, 3> fileWords(Reaction)
{
    return {{{Reaction::Retry, "retry"}, {Reaction::Next, "next"}, {Reaction::Stop, "stop"}}};
}
constexpr FileWords<SelectionKind, 3> fileWords(SelectionKind)
{
    return {{{SelectionKind::InOrder, "in_order"},
             {SelectionKind::Race, "race"},
             {SelectionKind::Balance, "balance"}}};
}
constexpr FileWords<RaceWin, 2> fileWords(RaceWin)
{
    return {{{RaceWin::FirstToken, "first_token"}, {RaceWin::Completed, "completed"}}};
}
constexpr FileWords<BalanceStrategy, 6> fileWords(BalanceStrategy)
{
    return {{{BalanceStrategy::Weighted, "weighted"},
             {BalanceStrategy::RoundRobin, "round_robin"},
             {BalanceStrategy::LeastOutstanding, "least_outstanding"},
             {BalanceStrategy::Latency, "latency"},
             {BalanceStrategy::TwoChoices, "two_choices"},
             {BalanceStrategy::Cheapest, "cheapest"}}};
}
constexpr FileWords<BalanceMetric, 2> fileWords(BalanceMetric)
{
    return {{{BalanceMetric::LatencyOutstanding, "latency_outstanding"},
             {BalanceMetric::Outstanding, "outstanding"}}};
}
constexpr FileWords<BreakerKind, 2> fileWords(BreakerKind)
{
    return {{{BreakerKind::Ratio, "ratio"}, {BreakerKind::Consecutive, "consecutive"}}};
}
constexpr FileWords<MidStream, 3> fileWords(MidStream)
{
    return {{{MidStream::Restart, "restart"},
             {MidStream::Keep, "keep"},
             {MidStream::Continue, "continue"}}};
}
constexpr FileWords<WhenAllOpen, 2> fileWords(WhenAllOpen)
{
    return {{{WhenAllOpen::Fail, "fail"}, {WhenAllOpen::TryLast, "try_last"}}};
}
constexpr FileWords<Dialect, 5> fileWords(Dialect)
{
    return {{{Dialect::OpenAiChat, "openai-chat"},
             {Dialect::OpenAiResponses, "openai-responses"},
             {Dialect::Anthropic, "anthropic"},
             {Dialect::Gemini, "gemini"},
             {Dialect::Ollama, "ollama"}}};
}
constexpr FileWords<AuthStyle, 5> fileWords(AuthStyle)
{
    return {{{AuthStyle::None, "none"},
             {AuthStyle::Bearer, "bearer"},
             {AuthStyle::XApiKey, "x-api-key"},
             {AuthStyle::ApiKey, "api-key"},
             {AuthStyle::XGoogApiKey, "x-goog-api-key"}}};
}

// "sdk", "in_order", "two_choices" and so on. The value must be in its table.
template<class Word>
std::string_view fileWord(Word value)
{
    for (const auto& entry : fileWords(Word{})) {
        if (entry.first == value) {
            return entry.second;
        }
    }
    US_UNREACHABLE();
}

template<class Word>
std::optional<Word> fromFileWord(std::string_view word)
{
    for (const auto& entry : fileWords(Word{})) {
        if (entry.second == word) {
            return entry.first;
        }
    }
    return std::nullopt;
}

// "restart, keep, continue": for messages that say what is allowed.
template<class Word>
std::string allowedFileWords()
{
    std::string words;
    for (const auto& entry : fileWords(Word{})) {
        words += (words.empty() ? "" : ", ") + std::string(entry.second);
    }
    return words;
}

} // namespace understudy
