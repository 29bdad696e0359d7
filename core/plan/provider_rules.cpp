#include "core/plan/provider_rules.h"

#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/plan/url_shape.h"

#include <algorithm>
#include <array>
#include <set>

namespace understudy {

namespace {

// A file never holds a secret, and these travel with the request anyway.
constexpr std::array<std::string_view, 7> kSecretHeaders{
    "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key",
    "cookie",        "set-cookie"};
constexpr std::array<std::string_view, 4> kTransportHeaders{"host", "content-length",
                                                            "transfer-encoding", "connection"};

template<std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& names, std::string_view header)
{
    return std::ranges::any_of(
        names, [&](std::string_view name) { return equalsIgnoringCase(name, header); });
}

bool isHeaderName(std::string_view name)
{
    constexpr std::string_view kToken = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return !name.empty() && name.find_first_not_of(kToken) == std::string_view::npos;
}

void checkHeader(const std::string& name, const std::string& value, RuleChecks checks)
{
    const std::string pointer = pointerTo("/headers", name);
    if (!isHeaderName(name)) {
        checks.refuse("header", pointer, "is not a header name");
    } else if (isOneOf(kSecretHeaders, name)) {
        checks.refuse("secret", pointer,
                      "would hold a secret; keys live in the keychain, under the name in `key`");
    } else if (isOneOf(kTransportHeaders, name)) {
        checks.refuse("header", pointer, "is set by the program itself");
    }
    checks.plainText(pointer, value);
}

void checkName(const std::string& name, RuleChecks checks)
{
    checks.plainText("", name);
    if (name.empty() || name.find_first_of("/=*") != std::string::npos) {
        checks.refuse("provider.name", "", "a provider's name must not be empty or hold / = *");
    }
    if (name == kTextProvider) {
        checks.refuse("provider.name", "", "the provider text is built in and has no address");
    }
}

void checkProvider(const Provider& provider, RuleChecks checks)
{
    checkName(provider.name, checks);
    if (findKnownProvider(provider.name) == nullptr) {
        if (!provider.dialect) {
            checks.refuse("required", "/dialect",
                          "is missing; only built-in providers may leave it out");
        }
        if (!provider.baseUrl) {
            checks.refuse("required", "/base_url",
                          "is missing; only built-in providers may leave it out");
        }
    }
    if (provider.baseUrl) {
        const std::string problem = problemOfBaseUrl(*provider.baseUrl);
        if (!problem.empty()) {
            checks.refuse("url", "/base_url", problem);
        }
    }
    for (const auto& header : provider.headers) {
        checkHeader(header.first, header.second, checks);
    }
    for (std::size_t i = 0; i < provider.models.size(); ++i) {
        checks.plainText(pointerTo("/models", i), provider.models[i]);
    }
}

} // namespace

void checkProviders(const std::vector<Provider>& providers, RuleChecks checks)
{
    std::set<std::string> names;
    for (const Provider& provider : providers) {
        const std::string pointer = pointerTo("/providers", provider.name);
        checkProvider(provider, checks.below(pointer));
        if (!names.insert(provider.name).second) {
            checks.refuse("unique", pointer, "there are two providers of this name");
        }
    }
}

bool isProviderOf(const Chain& chain, std::string_view name)
{
    return name == kTextProvider || findKnownProvider(name) != nullptr ||
           std::ranges::find(chain.providers, name, &Provider::name) != chain.providers.end();
}

} // namespace understudy
