#include "app/cli/arguments.h"

#include "app/cli/argument_parts.h"
#include "app/cli/exit_code.h"
#include "app/cli/terminal_text.h"
#include "app/version.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace understudy::cli {

namespace {

// Options of verbs that send a key.
void addKeySource(CLI::App& verb, bool& takesKeysFromEnvironment, std::vector<std::string>& origins)
{
    verb.add_flag("--keys-from-env", takesKeysFromEnvironment,
                  "Take keys from OPENAI_API_KEY, ANTHROPIC_API_KEY, ... instead of the keychain");
    verb.add_option("--allow-origin", origins,
                    "Let keys go to this origin, which is not a built-in provider's")
        ->type_name("URL")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
}

CLI::App& addDemo(CLI::App& app, DemoOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "demo", "Show a fallback: the sample chain answers while OpenAI goes down.\n"
                "No key, no network, no file.");
    verb.footer("Example:\n  understudy-cli demo --outage openai=status:503");
    addOutages(verb, options.outages);
    verb.add_option("--prompt", options.prompt, "Ask this instead")->type_name("TEXT");
    addSeed(verb, options.seed, "Seed of everything random (default 1)");
    addFormat(verb, options.format, {"text", "json", "jsonl"});
    return verb;
}

CLI::App& addRun(CLI::App& app, RunOptions& options)
{
    CLI::App& verb = *app.add_subcommand("run", "Send one prompt through a chain.");
    verb.footer("Examples:\n"
                "  understudy-cli run chain.understudy --prompt 'Hello'\n"
                "  understudy-cli run chain.understudy --simulated --outage openai=cut:3 "
                "--prompt hi --format json\n"
                "  echo 'Hello' | understudy-cli run chain.understudy -");
    verb.add_option("CHAIN", options.chainFile, "The chain file (*.understudy)")->required();
    auto* prompt = verb.add_option("--prompt", options.prompt, "The prompt")->type_name("TEXT");
    auto* file = verb.add_option("--prompt-file,PROMPT", options.promptFile,
                                 "Read the prompt from this file; - reads standard input")
                     ->type_name("FILE");
    file->excludes(prompt);
    verb.add_option("--system", options.system, "System text")->type_name("TEXT");
    verb.add_flag("--simulated", options.isSimulated,
                  "Use the embedded providers over HTTP on loopback: no key, no cost");
    addKeySource(verb, options.takesKeysFromEnvironment, options.allowedOrigins);
    verb.add_option("--base-url", options.baseUrls,
                    "Send a provider's requests to URL instead; no key goes there")
        ->type_name("PROVIDER=URL")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    verb.add_option("--scenario", options.scenarioFile, "How simulated models behave")
        ->type_name("FILE");
    addOutages(verb, options.outages);
    addSeed(verb, options.seed, kSeedHelp);
    verb.add_option("--journal", options.journalFile, "Record the run (*.understudy-run)")
        ->type_name("FILE");
    // In no group, so that help does not promise it.
    addRepeated(verb, "--export", options.exports, "")->group("");
    addFormat(verb, options.format, {"text", "json", "jsonl"});
    return verb;
}

CLI::App& addValidate(CLI::App& app, ValidateOptions& options)
{
    CLI::App& verb =
        *app.add_subcommand("validate", "Check chain and scenario files: errors and warnings.");
    verb.footer("Example:\n  understudy-cli validate --strict chain.understudy");
    verb.add_option("FILE", options.files, "Chain or scenario files")->required();
    verb.add_flag("--strict", options.isStrict, "Exit 1 on warnings");
    addFormat(verb, options.format, {"text", "json"});
    return verb;
}

CLI::App& addReplay(CLI::App& app, ReplayOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "replay", "Draw the timeline of a recorded run, and what another chain would have made "
                  "of it.");
    verb.footer("Examples:\n"
                "  understudy-cli replay friday.understudy-run\n"
                "  understudy-cli replay friday.understudy-run --what-if other.understudy");
    verb.add_option("JOURNAL", options.journalFile,
                    "The journal (*.understudy-run); - reads standard input")
        ->required();
    verb.add_option("--what-if", options.whatIfFile,
                    "Run it again with this chain: a virtual run under the same draws, another "
                    "with what the providers did then")
        ->type_name("CHAIN");
    addFormat(verb, options.format, {"text", "json", "jsonl"});
    return verb;
}

CLI::App& addProviders(CLI::App& app, ProvidersOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "providers", "Serve the embedded simulated providers on loopback, for any program.");
    verb.footer("Example:\n"
                "  understudy-cli providers --port 8080 --outage openai=status:503\n"
                "  curl http://127.0.0.1:8080/openai/v1/models");
    verb.add_option("--port", options.port, "Port on 127.0.0.1; 0 takes a free one")
        ->type_name("N")
        ->check(CLI::Validator(&problemOfPort, std::string()));
    verb.add_option("--scenario", options.scenarioFile, "How simulated models behave")
        ->type_name("FILE");
    addOutages(verb, options.outages);
    addSeed(verb, options.seed, kSeedHelp);
    return verb;
}

CLI::App& addModels(CLI::App& app, ModelsOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "models", "Show the catalogue: models, context, prices, and the date of these data.");
    verb.footer("Examples:\n"
                "  understudy-cli models --provider anthropic\n"
                "  understudy-cli models gpt-5 --format json\n"
                "  understudy-cli models --refresh openai");
    verb.add_option("FILTER", options.filter, "Part of a provider's or model's name");
    auto* provider = verb.add_option("--provider", options.provider, "Only this provider's")
                         ->type_name("PROVIDER");
    auto* refresh =
        verb.add_option("--refresh", options.refresh, "Ask this provider what it serves now")
            ->type_name("PROVIDER")
            ->excludes(provider);
    verb.add_option("--base-url", options.ask.baseUrl,
                    "With --refresh: ask there instead; no key goes there")
        ->type_name("URL")
        ->needs(refresh);
    addKeySource(verb, options.ask.takesKeysFromEnvironment, options.ask.allowedOrigins);
    addFormat(verb, options.format, {"text", "json"});
    return verb;
}

CLI::App& addKeysVerb(CLI::App& keys, KeysVerb verb, const char* name, const char* description,
                      KeysOptions& options)
{
    CLI::App& added = *keys.add_subcommand(name, description);
    added.callback([&options, verb] { options.verb = verb; });
    if (verb != KeysVerb::List) {
        added
            .add_option("PROVIDER", options.provider,
                        "A built-in provider, or the name that a chain gives in \"key\"")
            ->required();
    }
    return added;
}

CLI::App& addKeys(CLI::App& app, KeysOptions& options)
{
    CLI::App& verb = *app.add_subcommand("keys", "Keep keys in the keychain of this system.");
    verb.require_subcommand(1);
    verb.footer("Examples:\n"
                "  understudy-cli keys set openai            (asks, without showing it)\n"
                "  understudy-cli keys set openai < key.txt\n"
                "  understudy-cli keys test openai\n"
                "  understudy-cli keys list");
    CLI::App& list = addKeysVerb(verb, KeysVerb::List, "list",
                                 "Show which keys there are and where; never the keys.", options);
    list.footer("Example:\n  understudy-cli keys list --format json");
    addFormat(list, options.format, {"text", "json"});
    addKeysVerb(verb, KeysVerb::Set, "set",
                "Store a key, read from standard input or asked for; never an argument.", options)
        .footer("Example:\n  understudy-cli keys set openai < key.txt");
    CLI::App& test = addKeysVerb(verb, KeysVerb::Test, "test",
                                 "Ask the provider whether it accepts the key. Exit codes: 0 it "
                                 "does,\n1 it refused, 3 it could not be asked.",
                                 options);
    test.footer("Example:\n  understudy-cli keys test anthropic");
    test.add_option("--base-url", options.ask.baseUrl,
                    "Send the key there instead; beyond this computer only with --allow-origin")
        ->type_name("URL");
    addKeySource(test, options.ask.takesKeysFromEnvironment, options.ask.allowedOrigins);
    addKeysVerb(verb, KeysVerb::Remove, "remove", "Take a key out of the keychain.", options)
        .footer("Example:\n  understudy-cli keys remove openai");
    return verb;
}

std::vector<std::string> verbsOf(const CLI::App& app)
{
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands(nullptr)) {
        names.push_back(verb->get_name());
    }
    return names;
}

// The first word must be a verb: said here, since CLI11 would speak of unexpected arguments.
bool namesNoVerb(const CLI::App& app, int argc, char** argv)
{
    const std::string first = argc > 1 ? argv[1] : "";
    const std::vector<std::string> verbs = verbsOf(app);
    if (first.starts_with('-') || std::ranges::find(verbs, first) != verbs.end()) {
        return false;
    }
    fmt::print(stderr, "understudy-cli: {}; the verbs of this version are {} (see --help)\n",
               first.empty() ? "no verb" : "there is no verb '" + onOneLine(first) + "'",
               fmt::join(verbs, ", "));
    return true;
}

int refuse(const CLI::App& app, const CLI::ParseError& error, const CLI::App& keysVerb)
{
    // CLI11 repeats what it did not expect, and that may be a key.
    const bool isSurplus = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    if (isSurplus && keysVerb.parsed()) {
        fmt::print(stderr, "understudy-cli: too many arguments. A key is never an argument, since "
                           "other programs can see those: give it on standard input\n");
        return kBadInput;
    }
    if (error.get_exit_code() == 0) {
        app.exit(error); // help and version are no errors
        return kDone;
    }
    fmt::print(stderr, "understudy-cli: {} (see --help)\n", onOneLine(error.what()));
    return kBadInput;
}

} // namespace

std::variant<Command, int> parseArguments(int argc, char** argv)
{
    CLI::App app{"Understudy: design, break and watch LLM fallback chains.", "understudy-cli"};
    app.set_version_flag("--version", std::string("understudy-cli ") + kVersion);
    app.require_subcommand(1);
    app.footer(
        "Try:\n  understudy-cli demo\n\n"
        "Exit codes: 0 done, 1 the run or a goal failed or a check did, 2 bad usage or bad file,\n"
        "3 environment (a key, the keychain, a port), 130 interrupted.");
    DemoOptions demo;
    RunOptions run;
    ValidateOptions validate;
    ReplayOptions replay;
    ProvidersOptions providers;
    ModelsOptions models;
    KeysOptions keys;
    SimulateOptions simulate;
    MergeOptions merge;
    const CLI::App& demoVerb = addDemo(app, demo);
    const CLI::App& runVerb = addRun(app, run);
    const CLI::App& simulateVerb = addSimulate(app, simulate);
    const CLI::App& mergeVerb = addMerge(app, merge);
    const CLI::App& validateVerb = addValidate(app, validate);
    const CLI::App& replayVerb = addReplay(app, replay);
    const CLI::App& providersVerb = addProviders(app, providers);
    const CLI::App& modelsVerb = addModels(app, models);
    const CLI::App& keysVerb = addKeys(app, keys);
    if (namesNoVerb(app, argc, argv)) {
        return kBadInput;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return refuse(app, error, keysVerb);
    }
    if (demoVerb.parsed()) {
        return Command{demo};
    }
    if (runVerb.parsed()) {
        return Command{run};
    }
    if (simulateVerb.parsed()) {
        return Command{simulate};
    }
    if (mergeVerb.parsed()) {
        return Command{merge};
    }
    if (validateVerb.parsed()) {
        return Command{validate};
    }
    if (replayVerb.parsed()) {
        return Command{replay};
    }
    if (providersVerb.parsed()) {
        return Command{providers};
    }
    if (modelsVerb.parsed()) {
        return Command{models};
    }
    return Command{keys};
}

} // namespace understudy::cli
