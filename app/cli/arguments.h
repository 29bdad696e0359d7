// The command line as values: what was asked, checked for shape but not yet carried out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace understudy::cli {

enum class OutputFormat : std::uint8_t
{
    Text,
    Json,
    JsonLines,
    Csv,
    Markdown,
    Html,
    JUnit
};

struct DemoOptions
{
    std::vector<std::string> outages;
    std::optional<std::uint64_t> seed;
    std::string prompt;
    OutputFormat format = OutputFormat::Text;
};

struct RunOptions
{
    std::string chainFile;
    std::optional<std::string> prompt;
    std::optional<std::string> promptFile; // "-" is standard input
    std::string system;
    bool isSimulated = false;
    bool takesKeysFromEnvironment = false;
    std::vector<std::string> baseUrls; // PROVIDER=URL
    std::vector<std::string> allowedOrigins;
    std::optional<std::string> scenarioFile;
    std::vector<std::string> outages;
    std::optional<std::uint64_t> seed;
    std::optional<std::string> journalFile;
    std::vector<std::string> exports; // reserved
    OutputFormat format = OutputFormat::Text;
};

struct ValidateOptions
{
    std::vector<std::string> files;
    bool isStrict = false;
    OutputFormat format = OutputFormat::Text;
};

struct ReplayOptions
{
    std::string journalFile;
    std::optional<std::string> whatIfFile; // another chain
    OutputFormat format = OutputFormat::Text;
};

struct ProvidersOptions
{
    std::uint16_t port = 0; // 0: a free one
    std::optional<std::string> scenarioFile;
    std::vector<std::string> outages;
    std::optional<std::uint64_t> seed;
};

// Where a question about models goes, and which key goes with it.
struct AskOptions
{
    std::optional<std::string> baseUrl;
    std::vector<std::string> allowedOrigins;
    bool takesKeysFromEnvironment = false;
};

struct ModelsOptions
{
    std::string filter;   // part of a provider's or model's name; empty: all
    std::string provider; // exactly; empty: all
    std::string refresh;  // the provider to ask; empty: the catalogue alone
    AskOptions ask;
    OutputFormat format = OutputFormat::Text;
};

enum class KeysVerb : std::uint8_t
{
    List,
    Set,
    Test,
    Remove
};

struct KeysOptions
{
    KeysVerb verb = KeysVerb::List;
    std::string provider; // the name of the keychain entry
    AskOptions ask;
    OutputFormat format = OutputFormat::Text;
};

struct SimulateOptions
{
    std::vector<std::string> chainFiles;
    std::optional<std::string> scenarioFile;
    std::vector<std::string> outages;
    std::optional<std::uint64_t> runs; // of each world
    std::optional<std::uint64_t> worlds;
    std::optional<std::uint64_t> seed;
    std::optional<std::uint32_t> threads; // none: as many as there are cores
    std::vector<std::string> goals;
    std::optional<std::string> shard;     // I/N
    std::vector<std::string> journalRuns; // [NAME:]K=FILE
    std::optional<std::string> behaveAs;
    std::optional<std::string> outFile;
    bool isVerbose = false;
    OutputFormat format = OutputFormat::Text;
};

struct MergeOptions
{
    std::vector<std::string> files;
    std::vector<std::string> goals;
    std::optional<std::string> outFile;
    OutputFormat format = OutputFormat::Text;
};

using Command =
    std::variant<DemoOptions, RunOptions, ValidateOptions, ReplayOptions, ProvidersOptions,
                 ModelsOptions, KeysOptions, SimulateOptions, MergeOptions>;

// Either a command, or the exit code of a command line that is done already (help, version, errors;
// what is to be said has been printed).
std::variant<Command, int> parseArguments(int argc, char** argv);

} // namespace understudy::cli
