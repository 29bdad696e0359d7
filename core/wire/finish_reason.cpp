#include "core/wire/finish_reason.h"

#include <algorithm>
#include <array>

namespace understudy {

namespace {

struct ReasonName
{
    std::string_view reason;
    Finish finish;
};

constexpr auto kReasons = std::to_array<ReasonName>({
    {"stop", Finish::Stop},
    {"eos", Finish::Stop}, // Together
    {"end_turn", Finish::Stop},
    {"stop_sequence", Finish::Stop},
    {"STOP", Finish::Stop},
    {"length", Finish::Length},
    {"max_tokens", Finish::Length},
    {"model_length", Finish::Length}, // Mistral
    {"MAX_TOKENS", Finish::Length},
    {"model_context_window_exceeded", Finish::Length},
    {"tool_calls", Finish::Tools},
    {"function_call", Finish::Tools},
    {"tool_use", Finish::Tools},
    {"content_filter", Finish::Filter},
    {"SAFETY", Finish::Filter},
    {"RECITATION", Finish::Filter},
    {"BLOCKLIST", Finish::Filter},
    {"PROHIBITED_CONTENT", Finish::Filter},
    {"SPII", Finish::Filter},
    {"refusal", Finish::Refusal},
    {"error", Finish::Error},                        // OpenRouter, Mistral
    {"insufficient_system_resource", Finish::Error}, // DeepSeek
    {"MALFORMED_FUNCTION_CALL", Finish::Error},
});

} // namespace

Finish finishFromReason(std::string_view reason)
{
    const auto found = std::find_if(kReasons.begin(), kReasons.end(),
                                    [reason](const ReasonName& n) { return n.reason == reason; });
    if (found != kReasons.end()) {
        return found->finish;
    }
    return reason.starts_with("IMAGE_") ? Finish::Filter : Finish::Other;
}

} // namespace understudy
