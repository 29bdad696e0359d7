#include "core/plan/provider_json.h"

#include "core/json/json_pointer.h"
#include "core/plan/member_reader.h"
#include "core/plan/member_writer.h"

namespace understudy {

namespace {

constexpr std::size_t kLongestName = 200;

void readHeaders(ObjectReader& reader, Provider& provider)
{
    const Json* headers = reader.object("headers");
    if (headers == nullptr) {
        return;
    }
    const std::string pointer = pointerTo(reader.pointer(), "headers");
    for (const auto& member : headers->items()) {
        if (member.key().size() > kLongestName) {
            reader.refuse("headers", "header", "holds a header name that is too long");
        } else if (!member.value().is_string()) {
            reader.problems().push_back(
                {"type", pointerTo(pointer, member.key()), "must be a string", 0, 0});
        } else {
            provider.headers.emplace_back(member.key(), member.value().get<std::string>());
        }
    }
}

void readModels(ObjectReader& reader, Provider& provider)
{
    const Json* models = reader.array("models");
    if (models == nullptr) {
        return;
    }
    const std::string pointer = pointerTo(reader.pointer(), "models");
    for (std::size_t i = 0; i < models->size(); ++i) {
        const Json& model = (*models)[i];
        if (model.is_string()) {
            provider.models.push_back(model.get<std::string>());
        } else {
            reader.problems().push_back({"type", pointerTo(pointer, i), "must be a string", 0, 0});
        }
    }
}

Provider readProvider(std::string name, ObjectReader& reader)
{
    Provider provider;
    provider.name = std::move(name);
    provider.dialect = findWord<Dialect>(reader, "dialect");
    provider.baseUrl = reader.text("base_url");
    provider.auth = findWord<AuthStyle>(reader, "auth");
    readHeaders(reader, provider);
    readModels(reader, provider);
    keepMembers(reader, "", provider.members);
    sortWritten(provider.members);
    return provider;
}

Json headersToJson(const Provider& provider)
{
    Json object = Json::object();
    for (const auto& [name, value] : provider.headers) {
        object[name] = value;
    }
    return object;
}

Json providerToJson(const Provider& provider)
{
    MemberWriter writer(provider.members);
    if (provider.dialect) {
        writer.always("dialect", fileWord(*provider.dialect));
    }
    if (provider.baseUrl) {
        writer.always("base_url", *provider.baseUrl);
    }
    if (provider.auth) {
        writer.always("auth", fileWord(*provider.auth));
    }
    writer.putObject("headers", headersToJson(provider));
    writer.put("models", provider.models, !provider.models.empty());
    return writer.take();
}

} // namespace

std::vector<Provider> readProviders(ObjectReader& chain)
{
    std::vector<Provider> providers;
    const Json* object = chain.object("providers");
    if (object == nullptr) {
        return providers;
    }
    const std::string pointer = pointerTo(chain.pointer(), "providers");
    for (const auto& member : object->items()) {
        if (member.key().size() > kLongestName) {
            chain.refuse("providers", "provider.name",
                         "holds a name longer than " + std::to_string(kLongestName) + " bytes");
            continue;
        }
        ObjectReader reader(member.value(), pointerTo(pointer, member.key()), chain.problems());
        providers.push_back(readProvider(member.key(), reader));
    }
    return providers;
}

Json providersToJson(const std::vector<Provider>& providers)
{
    Json object = Json::object();
    for (const Provider& provider : providers) {
        object[provider.name] = providerToJson(provider);
    }
    return object;
}

} // namespace understudy
