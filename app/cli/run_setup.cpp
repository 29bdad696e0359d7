#include "app/cli/run_setup.h"

#include "app/built_in.h"
#include "app/cli/exit_code.h"
#include "app/cli/files.h"
#include "app/cli/platform.h"
#include "app/cli/read_inputs.h"
#include "core/wire/http_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace understudy::cli {

namespace {

constexpr const char* kSamplePrompt = "Explain circuit breakers to a five-year-old.";
// The outage of the demo: OpenAI goes down while GPT-5 is speaking.
constexpr const char* kDemoOutage = "openai=cut:14";

bool namesProvider(const Chain& chain, const std::string& provider)
{
    const auto serves = [&](const Candidate& candidate) { return candidate.provider == provider; };
    return std::any_of(chain.steps.begin(), chain.steps.end(), [&](const Step& step) {
        return std::any_of(step.candidates.begin(), step.candidates.end(), serves);
    });
}

bool readBaseUrls(const std::vector<std::string>& flags, const Chain& chain,
                  std::vector<std::pair<std::string, std::string>>& baseUrls)
{
    for (const std::string& flag : flags) {
        const std::size_t equals = flag.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == flag.size()) {
            complain(fmt::format("--base-url {}: expected PROVIDER=URL", flag));
            return false;
        }
        const std::string provider = flag.substr(0, equals);
        if (!namesProvider(chain, provider)) {
            complain(fmt::format("--base-url {}: the chain has no candidate of provider {}", flag,
                                 provider));
            return false;
        }
        baseUrls.emplace_back(provider, flag.substr(equals + 1));
    }
    return true;
}

bool areOrigins(const std::vector<std::string>& flags)
{
    for (const std::string& flag : flags) {
        if (!parseUrl(flag)) {
            complain(fmt::format(
                "--allow-origin {}: expected an http or https address, e.g. https://host", flag));
            return false;
        }
    }
    return true;
}

std::optional<std::string> readPrompt(const RunOptions& options)
{
    if (options.prompt) {
        return options.prompt;
    }
    if (!options.promptFile && isTerminal(Stream::Input)) {
        complain("no prompt: give --prompt TEXT, --prompt-file FILE, or - to read standard input");
        return std::nullopt;
    }
    auto text = readOrComplain(options.promptFile.value_or("-"));
    while (text && !text->empty() && text->back() == '\n') {
        text->pop_back();
    }
    return text;
}

} // namespace

std::variant<RunSetup, int> setUpRun(const RunOptions& options)
{
    RunSetup setup;
    if (!options.exports.empty()) {
        complain("--export is reserved for the formats of other tools; this version has none");
        return kBadInput;
    }
    auto chain = readChain(options.chainFile, &setup.chainText);
    if (!chain || !readScenario(options.scenarioFile, setup.scenario, setup.scenarioText)) {
        return kBadInput;
    }
    setup.chain = std::move(*chain);
    setup.chainFile = options.chainFile;
    setup.outages = setup.scenario.outages;
    if (!readOutages(options.outages, setup.outages) ||
        !readBaseUrls(options.baseUrls, setup.chain, setup.baseUrls) ||
        !areOrigins(options.allowedOrigins)) {
        return kBadInput;
    }
    if (options.journalFile) {
        const auto writable = checkWritable(*options.journalFile);
        if (!writable) {
            printProblems(*options.journalFile, {writable.error()});
            return kEnvironment;
        }
    }
    const auto prompt = readPrompt(options);
    if (!prompt) {
        return kBadInput;
    }
    if (prompt->empty()) {
        complain("the prompt is empty: there is nothing to ask");
        return kBadInput;
    }
    setup.chat = {.system = options.system, .messages = {{Role::User, *prompt}}};
    setup.seed = options.seed.value_or(setup.scenario.seed.value_or(1));
    setup.isSimulated = options.isSimulated;
    setup.takesKeysFromEnvironment = options.takesKeysFromEnvironment;
    setup.allowedOrigins = options.allowedOrigins;
    setup.journalFile = options.journalFile.value_or("");
    setup.format = options.format;
    return setup;
}

std::variant<RunSetup, int> setUpDemo(const DemoOptions& options)
{
    RunSetup setup;
    setup.chain = sampleChain();
    setup.scenario = healthyScenario();
    const std::vector<std::string> standard{kDemoOutage};
    if (!readOutages(options.outages.empty() ? standard : options.outages, setup.outages)) {
        return kBadInput;
    }
    setup.chat.messages = {
        {Role::User, options.prompt.empty() ? std::string(kSamplePrompt) : options.prompt}};
    setup.seed = options.seed.value_or(1);
    setup.isSimulated = true;
    setup.format = options.format;
    setup.drawsTimeline = true;
    return setup;
}

std::variant<ProvidersSetup, int> setUpProviders(const ProvidersOptions& options)
{
    ProvidersSetup setup;
    std::string text;
    if (!readScenario(options.scenarioFile, setup.scenario, text)) {
        return kBadInput;
    }
    setup.outages = setup.scenario.outages;
    if (!readOutages(options.outages, setup.outages)) {
        return kBadInput;
    }
    setup.seed = options.seed.value_or(setup.scenario.seed.value_or(1));
    setup.port = options.port;
    return setup;
}

} // namespace understudy::cli
