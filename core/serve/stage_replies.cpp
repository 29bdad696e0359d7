#include "core/serve/stage_replies.h"

#include "core/base/check.h"
#include "core/serve/chat_encoder.h"
#include "core/serve/serve_json.h"

#include <utility>

namespace understudy {

namespace {

PlainReply errorReply(const ProviderRoute& route, std::uint16_t status, std::string message)
{
    const VendorError error = requestError(route.dialect, status, std::move(message));
    return {status, {}, encoderFor(route.dialect)->errorBody({}, error)};
}

ServeJson modelJson(const std::string& model, const ProviderRoute& route, std::int64_t created)
{
    if (route.dialect == Dialect::Anthropic) {
        return {{"type", "model"}, {"id", model}, {"display_name", model}};
    }
    return {{"id", model}, {"object", "model"}, {"created", created}, {"owned_by", route.provider}};
}

PlainReply listModels(const ProviderStage& stage, const ProviderRoute& route)
{
    ServeJson list = ServeJson::array();
    for (const CatalogueModel& known : stage.options().catalogue.models()) {
        // A row for whatever a server of one's own has loaded is no model's name.
        if (known.provider == route.provider && known.model != "*") {
            list.push_back(modelJson(known.model, route, stage.options().startedAt));
        }
    }
    ServeJson reply = ServeJson::object();
    if (route.dialect != Dialect::Anthropic) {
        reply["object"] = "list";
    }
    reply["data"] = std::move(list);
    if (route.dialect == Dialect::Anthropic) {
        reply["has_more"] = false;
    }
    return {200, {}, written(reply)};
}

PlainReply problemReply(const Problems& problems)
{
    ServeJson list = ServeJson::array();
    for (const Problem& problem : problems) {
        list.push_back({{"pointer", problem.pointer},
                        {"what", problem.what},
                        {"line", problem.line},
                        {"column", problem.column}});
    }
    return {400, {}, written({{"problems", std::move(list)}})};
}

// Replaces all or nothing.
PlainReply controlOutages(ProviderStage& stage, const ProviderRoute& route, std::string_view method,
                          std::string_view body)
{
    if (stage.options().obeysFaultHeader) { // else two places would decide
        return errorReply(route, 404, "Outages are decided elsewhere.");
    }
    if (method == "DELETE") {
        stage.outages().replace({});
    } else if (method == "PUT") {
        Result<std::vector<Outage>, Problems> outages = outagesFromJson(body);
        if (!outages) {
            return problemReply(outages.error());
        }
        stage.outages().replace(*std::move(outages));
    }
    return {200, {}, outagesToJson(stage.outages().outages())};
}

} // namespace

PlainReply plainReply(ProviderStage& stage, const ProviderRoute& route, std::string_view method,
                      std::string_view body)
{
    switch (route.kind) {
    case RouteKind::Models: return listModels(stage, route);
    case RouteKind::Outages: return controlOutages(stage, route, method, body);
    case RouteKind::Log: return {200, {}, stage.log().json()};
    case RouteKind::NotFound: return errorReply(route, 404, "There is nothing at this path.");
    case RouteKind::BadMethod: {
        PlainReply reply = errorReply(route, 405, "The method is not allowed here.");
        reply.headers.emplace_back("allow", route.allowed);
        return reply;
    }
    case RouteKind::Chat: break;
    }
    US_UNREACHABLE();
}

} // namespace understudy
