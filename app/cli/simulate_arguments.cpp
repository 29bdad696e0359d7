#include "app/cli/argument_parts.h"

namespace understudy::cli {

namespace {

constexpr std::uint64_t kMostRuns = 1'000'000'000'000;
constexpr std::uint64_t kMostWorlds = 10'000'000;
constexpr std::uint32_t kMostThreads = 1024;

// CLI11 would take -1 and "1e6" for numbers that they are not.
CLI::Validator isCount(std::uint64_t most)
{
    const auto problem = [most](const std::string& text) {
        const bool isDigits = !text.empty() && text.size() <= 18 &&
                              text.find_first_not_of("0123456789") == std::string::npos;
        const std::uint64_t value = isDigits ? std::stoull(text) : 0;
        return value >= 1 && value <= most ? std::string()
                                           : "must be an integer from 1 to " + std::to_string(most);
    };
    return CLI::Validator(problem, std::string());
}

void addGoals(CLI::App& verb, std::vector<std::string>& goals)
{
    addRepeated(verb, "--goal", goals,
                "A goal beside those of the chain: METRIC>=NUMBER or METRIC<=NUMBER. Metrics: "
                "availability, first_token_ms.pNN, total_ms.pNN, total_ms.mean, attempts.mean, "
                "switches.mean, cost_usd_per_1k_runs, wasted_usd_per_1k_runs, "
                "discarded_tokens.mean. It is met only if the whole 95 % interval meets it. May "
                "be repeated")
        ->type_name("GOAL");
}

void addResult(CLI::App& verb, OutputFormat& format, std::optional<std::string>& outFile)
{
    addFormat(verb, format, {"text", "json", "csv", "md", "html", "junit"});
    verb.add_option("--out", outFile, "Write the result there instead of to standard output")
        ->type_name("FILE");
}

} // namespace

CLI::App& addSimulate(CLI::App& app, SimulateOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "simulate", "Stress-test chains in virtual time. Several are compared under the same "
                    "draws.\nExit code 1 if a goal is missed or undecided.");
    verb.footer(
        "Examples:\n"
        "  understudy-cli simulate chain.understudy --outage openai=status:503:share=0.3 "
        "--goal 'availability>=0.999'\n"
        "  understudy-cli simulate a.understudy b.understudy --scenario friday.scenario.json "
        "--runs 1000000 --format json\n"
        "  understudy-cli simulate chain.understudy --shard 2/8 --format json --out 2.json");
    verb.add_option("CHAIN", options.chainFiles, "Chain files (*.understudy)")->required();
    verb.add_option("--scenario", options.scenarioFile, "How models behave (default: Healthy)")
        ->type_name("FILE");
    addOutages(verb, options.outages);
    verb.add_option("--runs", options.runs,
                    "Runs of each world (default: the scenario's, else 100000)")
        ->type_name("N")
        ->check(isCount(kMostRuns));
    verb.add_option("--worlds", options.worlds,
                    "Repeat a scenario's workload so often (default: the scenario's, else 1)")
        ->type_name("W")
        ->check(isCount(kMostWorlds));
    addSeed(verb, options.seed, kSeedHelp);
    verb.add_option("--threads", options.threads,
                    "Threads (default: all cores); the result is the same for any number")
        ->type_name("N")
        ->check(isCount(kMostThreads));
    addGoals(verb, options.goals);
    verb.add_option("--shard", options.shard,
                    "Do part I of N only; `merge` joins the JSON results of all parts")
        ->type_name("I/N");
    addRepeated(verb, "--journal-run", options.journalRuns,
                "Write the journal of run K, counted from 0 (with several chains: of chain NAME). "
                "May be repeated")
        ->type_name("[NAME:]K=FILE");
    verb.add_option("--behave-as", options.behaveAs, "Reserved for a later version")
        ->type_name("ENGINE");
    verb.add_flag("--verbose", options.isVerbose, "Say how far it is where there is no terminal");
    addResult(verb, options.format, options.outFile);
    return verb;
}

CLI::App& addMerge(CLI::App& app, MergeOptions& options)
{
    CLI::App& verb = *app.add_subcommand(
        "merge", "Join the JSON results of all shards of a simulation: exactly the result of the "
                 "whole.\nExit code 1 if a goal is missed or undecided.");
    verb.footer("Example:\n"
                "  for i in 1 2 3 4; do understudy-cli simulate chain.understudy --shard $i/4 "
                "--format json --out $i.json; done\n"
                "  understudy-cli merge 1.json 2.json 3.json 4.json");
    verb.add_option("FILE", options.files, "The shards' JSON results, in any order")->required();
    addGoals(verb, options.goals);
    addResult(verb, options.format, options.outFile);
    return verb;
}

} // namespace understudy::cli
