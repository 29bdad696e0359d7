#include "core/serve/vendor_error.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace understudy {

namespace {

struct ErrorRow
{
    std::uint16_t status;
    std::string_view code; // OpenAI's; empty: none
    std::string_view openAiType;
    std::string_view anthropicType;
    std::string_view message;
};

// What a status means when nothing more is said.
constexpr std::array kPlain{
    ErrorRow{400, "", "invalid_request_error", "invalid_request_error",
             "The request is not valid."},
    ErrorRow{401, "invalid_api_key", "invalid_request_error", "authentication_error",
             "The API key is not valid."},
    ErrorRow{402, "", "billing_error", "billing_error", "The account cannot be charged."},
    ErrorRow{403, "", "invalid_request_error", "permission_error",
             "The API key has no permission for this."},
    ErrorRow{404, "model_not_found", "invalid_request_error", "not_found_error",
             "The model does not exist or is not open to you."},
    ErrorRow{409, "", "invalid_request_error", "conflict_error",
             "The request conflicts with another."},
    ErrorRow{413, "", "invalid_request_error", "request_too_large",
             "The request exceeds the maximum size."},
    ErrorRow{429, "rate_limit_exceeded", "requests", "rate_limit_error",
             "Rate limit reached, please slow down."},
    ErrorRow{500, "", "server_error", "api_error",
             "The server had an error while processing the request."},
    ErrorRow{503, "", "server_error", "api_error",
             "The server had an error while processing the request."},
    ErrorRow{504, "", "server_error", "timeout_error", "The request took too long."},
    ErrorRow{529, "server_is_overloaded", "service_unavailable_error", "overloaded_error",
             "Overloaded"},
};

// Codes that say more than a status can, in either vendor's words.
constexpr std::array kCoded{
    ErrorRow{429, "insufficient_quota", "insufficient_quota", "rate_limit_error",
             "The current quota is exceeded, please check plan and billing."},
    ErrorRow{429, "rate_limit_exceeded", "requests", "rate_limit_error",
             "Rate limit reached, please slow down."},
    ErrorRow{429, "rate_limit_error", "requests", "rate_limit_error",
             "Rate limit reached, please slow down."},
    ErrorRow{400, "context_length_exceeded", "invalid_request_error", "invalid_request_error",
             "The input exceeds the context window of this model: prompt is too long."},
    ErrorRow{400, "content_filter", "invalid_request_error", "invalid_request_error",
             "The prompt was refused by the content filter."},
    ErrorRow{401, "invalid_api_key", "invalid_request_error", "authentication_error",
             "The API key is not valid."},
    ErrorRow{404, "model_not_found", "invalid_request_error", "not_found_error",
             "The model does not exist or is not open to you."},
    ErrorRow{529, "overloaded_error", "service_unavailable_error", "overloaded_error",
             "Overloaded"},
    ErrorRow{529, "server_is_overloaded", "service_unavailable_error", "overloaded_error",
             "Overloaded"},
    ErrorRow{500, "server_error", "server_error", "api_error",
             "The server had an error while processing the request."},
};

// Kinds of faults that have one error per vendor, in the vendors' own words. Anthropic has no code
// but the detail's; where it has none of its own for the case, OpenAI's stands there.
struct KindRow
{
    FaultKind kind;
    VendorError openAi;
    VendorError anthropic;
};

std::vector<KindRow> kindRows()
{
    return {
        {FaultKind::Auth,
         {401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.", {}},
         {401, "authentication_error", "", "invalid x-api-key", {}}},
        {FaultKind::Billing,
         {429,
          "insufficient_quota",
          "insufficient_quota",
          "You exceeded your current quota, please check your plan and billing details.",
          {}},
         {429,
          "rate_limit_error",
          "enforced_spend_limit_reached",
          "Your organization has reached its spend limit.",
          {}}},
        {FaultKind::ModelMissing,
         {404,
          "invalid_request_error",
          "model_not_found",
          "The model does not exist or you do not have access to it.",
          {}},
         {404, "not_found_error", "", "model: not found", {}}},
        {FaultKind::ContextOverflow,
         {400, "invalid_request_error", "context_length_exceeded",
          "This model's maximum context length is 8192 tokens. However, your messages resulted in "
          "9000 tokens. Please reduce the length of the messages.",
          "messages"},
         {400,
          "invalid_request_error",
          "",
          "prompt is too long: 213462 tokens > 200000 maximum",
          {}}},
        {FaultKind::ContentFilter,
         {400, "invalid_request_error", "content_filter",
          "The prompt was refused by the content filter.", "prompt"},
         {400,
          "invalid_request_error",
          "content_filter",
          "The prompt was refused by the content filter.",
          {}}},
    };
}

std::optional<VendorError> errorOfKind(Dialect dialect, FaultKind kind)
{
    for (const KindRow& row : kindRows()) {
        if (row.kind == kind) {
            return dialect == Dialect::Anthropic ? row.anthropic : row.openAi;
        }
    }
    return std::nullopt;
}

const ErrorRow& plainRow(std::uint16_t status)
{
    const auto rowOf = [](std::uint16_t wanted) {
        return std::find_if(kPlain.begin(), kPlain.end(),
                            [wanted](const ErrorRow& row) { return row.status == wanted; });
    };
    const auto exact = rowOf(status);
    return exact != kPlain.end() ? *exact : *rowOf(status < 500 ? 400 : 500);
}

const ErrorRow* codedRow(std::string_view code)
{
    const auto found = std::find_if(kCoded.begin(), kCoded.end(),
                                    [code](const ErrorRow& row) { return row.code == code; });
    return found == kCoded.end() ? nullptr : &*found;
}

bool isAnthropicType(std::string_view word)
{
    return std::any_of(kPlain.begin(), kPlain.end(),
                       [word](const ErrorRow& row) { return row.anthropicType == word; });
}

} // namespace

VendorError injectedError(Dialect dialect, const Fault& fault)
{
    if (std::optional<VendorError> fixed = errorOfKind(dialect, fault.kind)) {
        return *std::move(fixed);
    }
    const ErrorRow* coded = codedRow(fault.code);
    const bool isEvent = fault.kind == FaultKind::ErrorEvent;
    const std::uint16_t plainStatus = isEvent ? std::uint16_t{500} : fault.status;
    const ErrorRow& row = coded != nullptr ? *coded : plainRow(plainStatus);
    VendorError error;
    error.status = isEvent ? row.status : fault.status;
    error.message = row.message;
    if (dialect != Dialect::Anthropic) {
        error.type = row.openAiType;
        error.code = fault.code.empty() ? std::string(row.code) : fault.code;
    } else if (isAnthropicType(fault.code)) {
        error.type = fault.code;
    } else {
        error.type = row.anthropicType;
        error.code = fault.code;
    }
    return error;
}

VendorError requestError(Dialect dialect, std::uint16_t status, std::string message,
                         std::string param)
{
    const ErrorRow& row = plainRow(status);
    VendorError error;
    error.status = status;
    error.type = dialect == Dialect::Anthropic ? row.anthropicType : row.openAiType;
    error.message = std::move(message);
    error.param = std::move(param);
    return error;
}

} // namespace understudy
