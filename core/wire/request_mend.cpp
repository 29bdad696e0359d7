#include "core/wire/request_mend.h"

#include <algorithm>

namespace understudy {

namespace {

constexpr std::string_view kOldLimit = "max_tokens";
constexpr std::string_view kNewLimit = "max_completion_tokens";
constexpr std::string_view kTemperature = "temperature";
constexpr std::string_view kStreamOptions = "stream_options";

auto findParam(JsonMembers& params, std::string_view name)
{
    return std::find_if(params.begin(), params.end(),
                        [name](const auto& param) { return param.first == name; });
}

bool holdsParam(const Endpoint& endpoint, std::string_view name)
{
    return std::any_of(endpoint.params.begin(), endpoint.params.end(), [name](const auto& param) {
        return param.first == name && param.second != "null";
    });
}

} // namespace

std::optional<std::string> mendableParam(const ErrorBody& error, const Endpoint& endpoint)
{
    const bool isAboutOne = error.says("unsupported_parameter") ||
                            error.says("unsupported_value") || error.says("unknown_parameter");
    const std::string param = error.param.substr(0, error.param.find('.'));
    const bool isChat = endpoint.dialect == Dialect::OpenAiChat;
    const bool isSent = (param == kOldLimit && isChat && holdsParam(endpoint, kOldLimit)) ||
                        (param == kTemperature && holdsParam(endpoint, kTemperature)) ||
                        (param == kStreamOptions && isChat); // sent unless the chain says null
    return isAboutOne && isSent ? std::optional(param) : std::nullopt;
}

Endpoint mended(Endpoint endpoint, std::string_view param)
{
    const auto found = findParam(endpoint.params, param);
    if (param == kStreamOptions) {
        if (found != endpoint.params.end()) {
            endpoint.params.erase(found);
        }
        endpoint.params.emplace_back(kStreamOptions, "null"); // which the codec leaves out
    } else if (found != endpoint.params.end() && param == kOldLimit &&
               !holdsParam(endpoint, kNewLimit)) {
        found->first = kNewLimit;
    } else if (found != endpoint.params.end()) {
        endpoint.params.erase(found);
    }
    return endpoint;
}

bool dropsParam(std::string_view param) { return param == kTemperature; }

} // namespace understudy
