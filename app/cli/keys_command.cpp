#include "app/cli/keys_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/platform.h"
#include "app/cli/terminal_text.h"
#include "app/secrets/key_shape.h"
#include "core/base/text.h"
#include "core/plan/provider.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace understudy::cli {

namespace {

constexpr std::size_t kMostKeyInput = 64 * 1024;
constexpr std::size_t kLongestName = 200;

int complain(int exitCode, const std::string& text)
{
    fmt::print(stderr, "understudy-cli: {}\n", onOneLine(text));
    return exitCode;
}

// Everything on standard input but the line break at its end.
std::string readKeyFromInput()
{
    std::string text;
    char buffer[4096];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, count);
        if (text.size() > kMostKeyInput) {
            break; // longer than any key: the check of its shape says so
        }
    }
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    if (text.ends_with('\r')) {
        text.pop_back();
    }
    return text;
}

std::variant<QString, int> readKey(const std::string& provider)
{
    std::optional<std::string> text;
    if (isTerminal(Stream::Input)) {
        text = readHiddenLine(fmt::format("Key for {} (not shown): ", provider));
        if (!text) {
            return kInterrupted;
        }
    } else {
        text = readKeyFromInput();
    }
    const QString key = QString::fromUtf8(text->data(), static_cast<qsizetype>(text->size()));
    const QString problem = problemOfKey(key);
    if (!problem.isEmpty()) {
        return complain(kBadInput, fmt::format("no key was stored for {}: {}", provider,
                                               problem.toStdString()));
    }
    return key;
}

bool isEntryName(const std::string& name)
{
    return !name.empty() && name.size() <= kLongestName && !hasControlCharacter(name) &&
           validUtf8(name) == name;
}

} // namespace

std::variant<KeysSetup, int> setUpKeys(const KeysOptions& options)
{
    KeysSetup setup{.options = options, .address = {}, .secret = {}};
    if (options.verb == KeysVerb::List) {
        return setup;
    }
    if (!isEntryName(options.provider)) {
        return complain(kBadInput,
                        fmt::format("'{}' cannot be the name of a key: use a provider's "
                                    "name, up to {} bytes without control characters",
                                    options.provider.substr(0, kLongestName), kLongestName));
    }
    if (options.verb == KeysVerb::Test) {
        auto address = addressToAsk(options.provider, options.ask, true);
        if (const int* exitCode = std::get_if<int>(&address)) {
            return *exitCode;
        }
        setup.address = std::get<ProviderAddress>(std::move(address));
    }
    if (options.verb == KeysVerb::Set) {
        auto key = readKey(options.provider);
        if (const int* exitCode = std::get_if<int>(&key)) {
            return *exitCode;
        }
        setup.secret = std::get<QString>(std::move(key));
    }
    return setup;
}

KeysCommand::KeysCommand(KeysSetup setup, QObject* parent)
    : QObject(parent)
    , m_setup(std::move(setup))
    , m_keychain(QStringLiteral("Understudy"))
    , m_store(m_keychain)
    , m_ask(m_setup.address, m_setup.options.ask)
{
    connect(&m_store, &KeyStore::keyChanged, this, &KeysCommand::onKeyChanged);
    connect(&m_ask, &AskProvider::answered, this, &KeysCommand::onAnswer);
    connect(&m_ask, &AskProvider::keyMissing, this, [this] { finish(kEnvironment); });
}

void KeysCommand::start()
{
    const QString name = QString::fromStdString(m_setup.options.provider);
    switch (m_setup.options.verb) {
    case KeysVerb::List: list(); break;
    case KeysVerb::Set: m_store.save(name, std::exchange(m_setup.secret, {})); break;
    case KeysVerb::Test: m_ask.start(); break;
    // Asked for first: some keychains say that they removed what was never there.
    case KeysVerb::Remove: m_store.check(name); break;
    }
}

void KeysCommand::interrupt() { finish(kInterrupted); }

void KeysCommand::list()
{
    m_expected = static_cast<std::size_t>(
        std::ranges::count_if(knownProviders(), [](const KnownProvider& provider) {
            return provider.auth != AuthStyle::None;
        }));
    m_store.checkAllKnown();
}

void KeysCommand::onKeyChanged(const QString& name, KeyPlace place, KeyOutcome outcome,
                               const QString& detail)
{
    const std::string provider = name.toStdString();
    const bool hasAnswered = outcome == KeyOutcome::Done || outcome == KeyOutcome::NotFound;
    if (!hasAnswered) {
        finish(sayKeychainFailed(detail));
        return;
    }
    switch (m_setup.options.verb) {
    case KeysVerb::List: takeRow(provider, place == KeyPlace::Keychain); return;
    case KeysVerb::Set: fmt::print("the key for {} is in the keychain\n", provider); break;
    case KeysVerb::Remove:
        if (place == KeyPlace::Keychain) {
            m_isThere = true;
            m_store.remove(name);
            return;
        }
        fmt::print("{} {}\n", m_isThere ? "removed the key for" : "there was no key to remove for",
                   provider);
        break;
    case KeysVerb::Test: return;
    }
    finish(kDone);
}

void KeysCommand::takeRow(const std::string& name, bool isStored)
{
    m_rows.push_back({name, isStored});
    if (m_rows.size() == m_expected) {
        printRows();
        finish(kDone);
    }
}

// In the order of the built-in providers, whichever answer came first.
void KeysCommand::printRows() const
{
    auto json = nlohmann::ordered_json::array();
    for (const KnownProvider& provider : knownProviders()) {
        const auto row = std::ranges::find(m_rows, provider.name, &Row::name);
        if (row == m_rows.end()) {
            continue;
        }
        if (m_setup.options.format == OutputFormat::Json) {
            json.push_back({{"provider", row->name},
                            {"place", row->isStored ? "keychain" : "none"},
                            {"variable", provider.environment}});
        } else {
            fmt::print("{:<18}{}\n", row->name, row->isStored ? "in the keychain" : "none");
        }
    }
    if (m_setup.options.format == OutputFormat::Json) {
        fmt::print("{}\n", json.dump(2));
    }
}

void KeysCommand::onAnswer(const ModelAnswer& answer)
{
    const std::string& provider = m_setup.options.provider;
    const std::string why = answer.message.empty() ? "" : ": " + onOneLine(answer.message);
    switch (answer.kind) {
    case ModelAnswerKind::List:
        fmt::print("ok: {} accepts the key and serves {} model{}\n", provider, answer.models.size(),
                   answer.models.size() == 1 ? "" : "s");
        finish(kDone);
        return;
    case ModelAnswerKind::Refused:
        fmt::print("refused ({}): {} does not accept the key{}\n", answer.status, provider, why);
        finish(kFailed);
        return;
    case ModelAnswerKind::OtherStatus:
        fmt::print("unknown: {} answered with HTTP {}, which says nothing about the key{}\n",
                   provider, answer.status, why);
        finish(kEnvironment);
        return;
    case ModelAnswerKind::Unreachable:
        fmt::print("unreachable: {} could not be asked{}\n", provider, why);
        finish(kEnvironment);
        return;
    }
}

// Answers that are still to come find the door shut.
void KeysCommand::finish(int exitCode)
{
    if (!std::exchange(m_isFinished, true)) {
        Q_EMIT finished(exitCode);
    }
}

int KeysCommand::sayKeychainFailed(const QString& detail) const
{
    if (m_isFinished) {
        return kEnvironment;
    }
    const bool isSet = m_setup.options.verb == KeysVerb::Set;
    return complain(kEnvironment,
                    fmt::format("{} {} Keys can also come from the environment: --keys-from-env",
                                isSet ? "the key was not stored, and nothing was kept:"
                                      : "the keychain cannot be used:",
                                detail.toStdString()));
}

} // namespace understudy::cli
