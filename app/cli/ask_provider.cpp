#include "app/cli/ask_provider.h"

#include "app/cli/describe_key_problem.h"
#include "app/cli/exit_code.h"
#include "app/cli/terminal_text.h"
#include "core/plan/provider.h"
#include "core/plan/url_shape.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace understudy::cli {

namespace {

int complain(const std::string& text)
{
    fmt::print(stderr, "understudy-cli: {}\n", onOneLine(text));
    return kBadInput;
}

std::string knownNames()
{
    std::string names;
    for (const KnownProvider& provider : knownProviders()) {
        names += (names.empty() ? "" : ", ") + std::string(provider.name);
    }
    return names;
}

// Of PROVIDER=URL, as `run` takes it, or of a bare URL.
std::string urlOf(const std::string& flag, const std::string& provider)
{
    return flag.starts_with(provider + '=') ? flag.substr(provider.size() + 1) : flag;
}

} // namespace

std::variant<ProviderAddress, int> addressToAsk(const std::string& provider, const AskOptions& ask,
                                                bool keepsKey)
{
    const KnownProvider* known = findKnownProvider(provider);
    if (known == nullptr && !ask.baseUrl) {
        return complain(fmt::format("no address is known for {}; built in are {}. Give --base-url "
                                    "URL for one that answers as OpenAI does",
                                    provider, knownNames()));
    }
    for (const std::string& origin : ask.allowedOrigins) {
        if (!parseUrl(origin)) {
            return complain(fmt::format(
                "--allow-origin {}: expected an http or https address, e.g. https://host", origin));
        }
    }
    const std::string given = ask.baseUrl ? urlOf(*ask.baseUrl, provider) : std::string();
    const std::string address = ask.baseUrl ? given : std::string(known->baseUrl);
    if (address.empty()) {
        return complain(fmt::format("{} has no address of its own: give --base-url URL", provider));
    }
    const std::string problem = problemOfBaseUrl(address);
    const auto url = parseUrl(address);
    if (!problem.empty() || !url) {
        return complain(
            fmt::format("--base-url {}: {}", address,
                        problem.empty() ? "expected an http or https address" : problem));
    }
    ProviderAddress result{.name = provider, .question = {}, .isBuiltInOrigin = !ask.baseUrl};
    const AuthStyle auth = known == nullptr ? AuthStyle::Bearer : known->auth;
    result.question = {.provider = provider,
                       .dialect = known == nullptr ? Dialect::OpenAiChat : known->dialect,
                       .auth = ask.baseUrl && !keepsKey ? AuthStyle::None : auth,
                       .base = *url,
                       .key = {}};
    return result;
}

AskProvider::AskProvider(ProviderAddress address, AskOptions ask, QObject* parent)
    : QObject(parent)
    , m_address(std::move(address))
    , m_ask(std::move(ask))
{
    connect(&m_keys, &KeyGatherer::gathered, this, &AskProvider::onKeysGathered);
    connect(&m_asker, &ModelAsker::answered, this, &AskProvider::answered);
}

void AskProvider::start()
{
    if (m_address.question.auth == AuthStyle::None) {
        m_asker.ask(m_address.question);
        return;
    }
    const NeededKey needed{m_address.name, m_address.name, m_address.question.base.origin(),
                           m_address.isBuiltInOrigin};
    m_keys.gather({needed}, m_ask.allowedOrigins, m_ask.takesKeysFromEnvironment);
}

void AskProvider::onKeysGathered(const GatheredKeys& keys)
{
    for (const KeyProblem& problem : keys.problems) {
        fmt::print(stderr, "understudy-cli: {}\n", describeKeyProblem(problem));
    }
    const auto key = keys.credentials->keyFor(m_address.name, m_address.question.base.origin());
    if (!key) {
        Q_EMIT keyMissing();
        return;
    }
    m_address.question.key = *key;
    m_asker.ask(m_address.question);
}

} // namespace understudy::cli
