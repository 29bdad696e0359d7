#include "core/wire/endpoint.h"

#include "core/base/check.h"
#include "core/json/json_pointer.h"
#include "core/plan/provider_rules.h"
#include "core/wire/codec_registry.h"
#include "core/wire/request_builder.h"

#include <algorithm>
#include <optional>

namespace understudy {

namespace {

// Names may hold any character, paths may not.
std::string pathPart(std::string_view name)
{
    constexpr std::string_view kPlain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string part;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != std::string_view::npos) {
            part += c;
        } else {
            part += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return part;
}

JsonMembers merged(const JsonMembers& ofChain, const JsonMembers& ofCandidate)
{
    JsonMembers result = ofChain;
    for (const auto& member : ofCandidate) {
        const auto found = std::find_if(result.begin(), result.end(), [&member](const auto& other) {
            return other.first == member.first;
        });
        if (found == result.end()) {
            result.push_back(member);
        } else {
            found->second = member.second;
        }
    }
    return result;
}

AuthStyle usualAuth(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenAiChat:
    case Dialect::OpenAiResponses: return AuthStyle::Bearer;
    case Dialect::Anthropic: return AuthStyle::XApiKey;
    case Dialect::Gemini: return AuthStyle::XGoogApiKey;
    case Dialect::Ollama:
    case Dialect::Text: return AuthStyle::None;
    }
    US_UNREACHABLE();
}

// Resolves one provider after the other and collects what is wrong.
class Resolver
{
public:
    Resolver(const Chain& chain, const EndpointOverrides& overrides)
        : m_chain(chain)
        , m_overrides(overrides)
    {}

    Endpoint resolve(const Candidate& candidate, const std::string& pointer);
    Problems takeProblems() { return std::move(m_problems); }

private:
    const Provider* entryOf(std::string_view name) const;
    std::optional<Dialect> dialectOf(std::string_view name) const;
    std::string addressOf(std::string_view name) const;
    const std::string* overrideOf(std::string_view name) const;
    std::string simulatedAddress(std::string_view name, Dialect dialect) const;
    void resolveAddress(Endpoint& endpoint, const std::string& pointer);
    void takeHeaders(Endpoint& endpoint, const Provider& entry);
    void refuse(std::string code, std::string pointer, std::string what);

    const Chain& m_chain;
    const EndpointOverrides& m_overrides;
    Problems m_problems;
};

Endpoint Resolver::resolve(const Candidate& candidate, const std::string& pointer)
{
    Endpoint endpoint;
    endpoint.provider = candidate.provider;
    endpoint.model = candidate.model;
    endpoint.keyName = candidate.key.empty() ? candidate.provider : candidate.key;
    endpoint.params = merged(m_chain.params, candidate.params);
    if (candidate.provider == kTextProvider) {
        endpoint.auth = AuthStyle::None; // it has no address: nothing is sent
        return endpoint;
    }
    const std::optional<Dialect> dialect = dialectOf(candidate.provider);
    if (!dialect) {
        refuse("provider.unknown", pointer + "/provider",
               "provider \"" + candidate.provider +
                   "\" is neither built in nor described under \"providers\"");
        return endpoint;
    }
    endpoint.dialect = *dialect;
    if (codecFor(*dialect) == nullptr) {
        refuse("dialect.unspoken", pointer + "/provider",
               "provider \"" + candidate.provider + "\" speaks \"" + std::string(name(*dialect)) +
                   "\", which this version cannot send yet");
        return endpoint;
    }
    resolveAddress(endpoint, pointer);
    if (const Provider* entry = entryOf(candidate.provider)) {
        takeHeaders(endpoint, *entry);
    }
    return endpoint;
}

const Provider* Resolver::entryOf(std::string_view name) const
{
    const auto found =
        std::find_if(m_chain.providers.begin(), m_chain.providers.end(),
                     [name](const Provider& provider) { return provider.name == name; });
    return found == m_chain.providers.end() ? nullptr : &*found;
}

std::optional<Dialect> Resolver::dialectOf(std::string_view name) const
{
    const Provider* entry = entryOf(name);
    if (entry != nullptr && entry->dialect) {
        return entry->dialect;
    }
    if (const KnownProvider* known = findKnownProvider(name)) {
        return known->dialect;
    }
    return name == kTextProvider ? std::optional(Dialect::Text) : std::nullopt;
}

std::string Resolver::addressOf(std::string_view name) const
{
    const Provider* entry = entryOf(name);
    if (entry != nullptr && entry->baseUrl) {
        return *entry->baseUrl;
    }
    const KnownProvider* known = findKnownProvider(name);
    return known == nullptr ? std::string() : std::string(known->baseUrl);
}

const std::string* Resolver::overrideOf(std::string_view name) const
{
    const auto& urls = m_overrides.baseUrls; // the last of two flags wins
    const auto found = std::find_if(urls.rbegin(), urls.rend(),
                                    [name](const auto& url) { return url.first == name; });
    return found == urls.rend() ? nullptr : &found->second;
}

std::string Resolver::simulatedAddress(std::string_view name, Dialect dialect) const
{
    const std::string address = m_overrides.simulatedOrigin + '/' + pathPart(name);
    return dialect == Dialect::OpenAiChat || dialect == Dialect::OpenAiResponses ? address + "/v1"
                                                                                 : address;
}

void Resolver::resolveAddress(Endpoint& endpoint, const std::string& pointer)
{
    const std::string& name = endpoint.provider;
    const Provider* entry = entryOf(name);
    const KnownProvider* known = findKnownProvider(name);
    std::string address = addressOf(name);
    endpoint.auth = known == nullptr ? usualAuth(endpoint.dialect) : known->auth;
    if (entry != nullptr && entry->auth) {
        endpoint.auth = *entry->auth;
    }
    std::string place = entry != nullptr ? pointerTo(pointerTo("/providers", name), "base_url")
                                         : pointer + "/provider";
    if (!m_overrides.simulatedOrigin.empty()) {
        address = simulatedAddress(name, endpoint.dialect);
        endpoint.isSimulated = true;
        endpoint.auth = AuthStyle::None;
    } else if (const std::string* given = overrideOf(name)) {
        address = *given;
        endpoint.auth = AuthStyle::None;
        place.clear();
    }
    if (address.empty()) {
        return refuse("base_url.missing", place, "provider \"" + name + "\" needs a base_url");
    }
    const std::optional<HttpUrl> url = parseUrl(address);
    if (!url) {
        return refuse("base_url.invalid", place,
                      "base_url of provider \"" + name +
                          "\" must be an http or https address without user name or fragment");
    }
    if (!url->isSecure && !url->isLoopback() && endpoint.auth != AuthStyle::None) {
        return refuse("base_url.clear", place,
                      "provider \"" + name +
                          "\" would get its key in clear text: use https, or auth \"none\"");
    }
    endpoint.base = *url;
}

void Resolver::takeHeaders(Endpoint& endpoint, const Provider& entry)
{
    const std::string pointer = pointerTo(pointerTo("/providers", entry.name), "headers");
    for (const auto& header : entry.headers) {
        if (isReservedHeader(header.first)) {
            refuse("header.reserved", pointerTo(pointer, header.first),
                   "header \"" + header.first +
                       "\" cannot be set here: keys come from the keychain, and the frame of a "
                       "request is ours");
        } else {
            endpoint.headers.push_back(header);
        }
    }
}

// Several candidates of one provider share its problems.
void Resolver::refuse(std::string code, std::string pointer, std::string what)
{
    const Problem problem{
        .code = std::move(code), .pointer = std::move(pointer), .what = std::move(what)};
    if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end()) {
        m_problems.push_back(problem);
    }
}

} // namespace

Result<std::vector<Endpoint>, Problems> resolveEndpoints(const Chain& chain,
                                                         const EndpointOverrides& overrides)
{
    Resolver resolver(chain, overrides);
    Resolver ofDisabled(chain, overrides); // nobody will call them, so nothing stands in the way
    std::vector<Endpoint> endpoints;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const std::vector<Candidate>& candidates = chain.steps[i].candidates;
        for (std::size_t j = 0; j < candidates.size(); ++j) {
            const std::string pointer =
                "/steps/" + std::to_string(i) + "/candidates/" + std::to_string(j);
            Resolver& chosen = candidates[j].enabled ? resolver : ofDisabled;
            endpoints.push_back(chosen.resolve(candidates[j], pointer));
        }
    }
    Problems problems = resolver.takeProblems();
    if (!problems.empty()) {
        return Failure{std::move(problems)};
    }
    return endpoints;
}

} // namespace understudy
