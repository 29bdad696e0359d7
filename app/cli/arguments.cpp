#include "app/cli/arguments.h"

#include "app/cli/exit_code.h"
#include "app/version.h"

#include <CLI/CLI.hpp>

#include <map>

namespace understudy::cli {

namespace {

const std::map<std::string, OutputFormat> kFormats{
    {"text", OutputFormat::Text}, {"json", OutputFormat::Json}, {"jsonl", OutputFormat::JsonLines}};

const char* const kOutageHelp =
    "Inject an outage: TARGET=KIND[:VALUE][:key=value]..., e.g. openai=status:503, "
    "openai/gpt-5=cut:3, 'anthropic=status:429:retry_after=30', '*=hang:share=0.3'. "
    "Kinds: refuse reset hang status cut truncate error_event. May be repeated";

void addFormat(CLI::App& verb, OutputFormat& format, const std::vector<std::string>& names)
{
    const auto take = [&format](const std::string& name) { format = kFormats.at(name); };
    verb.add_option_function<std::string>("--format", take, "Output (default text)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(names));
}

void addOutages(CLI::App& verb, std::vector<std::string>& outages)
{
    verb.add_option("--outage", outages, kOutageHelp)
        ->type_name("TARGET=KIND")
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
    verb.add_option("--seed", options.seed, "Seed of everything random (default 1)")
        ->type_name("N");
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
    verb.add_flag("--keys-from-env", options.takesKeysFromEnvironment,
                  "Take keys from OPENAI_API_KEY, ANTHROPIC_API_KEY, ... instead of the keychain");
    verb.add_option("--base-url", options.baseUrls,
                    "Send a provider's requests to URL instead; no key goes there")
        ->type_name("PROVIDER=URL")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    verb.add_option("--allow-origin", options.allowedOrigins,
                    "Let keys go to this origin, which is not a built-in provider's")
        ->type_name("URL")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false);
    verb.add_option("--scenario", options.scenarioFile, "How simulated models behave")
        ->type_name("FILE");
    addOutages(verb, options.outages);
    verb.add_option("--seed", options.seed, "Seed (default: the scenario's, else 1)")
        ->type_name("N");
    verb.add_option("--journal", options.journalFile, "Record the run (*.understudy-run)")
        ->type_name("FILE");
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

CLI::App& addProviders(CLI::App& app, ProvidersOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "providers", "Serve the embedded simulated providers on loopback, for any program.");
    verb.footer("Example:\n"
                "  understudy-cli providers --port 8080 --outage openai=status:503\n"
                "  curl http://127.0.0.1:8080/openai/v1/models");
    verb.add_option("--port", options.port, "Port on 127.0.0.1; 0 takes a free one")
        ->type_name("N");
    verb.add_option("--scenario", options.scenarioFile, "How simulated models behave")
        ->type_name("FILE");
    addOutages(verb, options.outages);
    verb.add_option("--seed", options.seed, "Seed (default: the scenario's, else 1)")
        ->type_name("N");
    return verb;
}

} // namespace

std::variant<Command, int> parseArguments(int argc, char** argv)
{
    CLI::App app{"Understudy: design, break and watch LLM fallback chains.", "understudy-cli"};
    app.set_version_flag("--version", std::string("understudy-cli ") + kVersion);
    app.require_subcommand(1);
    app.footer("Try:\n  understudy-cli demo\n\n"
               "Exit codes: 0 done, 1 the run failed or a check did, 2 bad usage or bad file,\n"
               "3 environment (a key, the keychain, a port), 130 interrupted.");
    DemoOptions demo;
    RunOptions run;
    ValidateOptions validate;
    ProvidersOptions providers;
    const CLI::App& demoVerb = addDemo(app, demo);
    const CLI::App& runVerb = addRun(app, run);
    const CLI::App& validateVerb = addValidate(app, validate);
    addProviders(app, providers);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kBadInput;
    }
    if (demoVerb.parsed()) {
        return Command{demo};
    }
    if (runVerb.parsed()) {
        return Command{run};
    }
    if (validateVerb.parsed()) {
        return Command{validate};
    }
    return Command{providers};
}

} // namespace understudy::cli
