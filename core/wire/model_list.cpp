#include "core/wire/model_list.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/json_reader.h"
#include "core/wire/request_builder.h"

namespace understudy {

namespace {

std::string_view listPath(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAiChat:
    case Dialect::OpenAiResponses: return "/models"; // their base URL ends with the version
    case Dialect::Anthropic: return "/v1/models";
    case Dialect::Gemini: return "/v1beta/models";
    case Dialect::Ollama: return "/api/tags";
    case Dialect::Text: break; // built in: there is nobody to ask
    }
    US_UNREACHABLE();
}

// OpenAI, everybody who copies it, and Anthropic say `id`; Google and Ollama say `name`.
std::string_view nameIn(JsonView entry)
{
    const std::string_view id = entry["id"].textOrEmpty();
    std::string_view name = id.empty() ? entry["name"].textOrEmpty() : id;
    constexpr std::string_view kGooglePrefix = "models/";
    if (name.starts_with(kGooglePrefix)) {
        name.remove_prefix(kGooglePrefix.size());
    }
    return name;
}

} // namespace

HttpRequest modelListRequest(Dialect dialect, AuthStyle auth, const HttpUrl& base,
                             const Secret& key)
{
    HttpRequest request{.method = "GET",
                        .url = withPath(base, listPath(dialect)),
                        .headers = {{"accept", "application/json"},
                                    {"accept-encoding", "identity"},
                                    {"user-agent", "understudy"}},
                        .body = {}};
    if (dialect == Dialect::Anthropic) {
        request.headers.emplace_back("anthropic-version", "2023-06-01");
    }
    addAuthentication(request.headers, auth, key);
    return request;
}

std::optional<std::vector<std::string>> readModelList(std::string_view body)
{
    const auto document = JsonDocument::parse(body);
    if (!document) {
        return std::nullopt;
    }
    const JsonView root = document->root();
    // Together answers with a bare array.
    const JsonView list = root.isArray()           ? root
                          : root["data"].isArray() ? root["data"]
                                                   : root["models"];
    if (!list.isArray()) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string_view name = nameIn(list.element(i));
        if (!name.empty() && !hasControlCharacter(name)) {
            names.emplace_back(name);
        }
    }
    return names;
}

} // namespace understudy
