#include "app/cli/argument_parts.h"

#include <charconv>
#include <map>

namespace understudy::cli {

namespace {

const std::map<std::string, OutputFormat> kFormats{
    {"text", OutputFormat::Text},       {"json", OutputFormat::Json},
    {"jsonl", OutputFormat::JsonLines}, {"csv", OutputFormat::Csv},
    {"md", OutputFormat::Markdown},     {"html", OutputFormat::Html},
    {"junit", OutputFormat::JUnit}};

const char* const kOutageHelp =
    "Inject an outage: TARGET=KIND[:VALUE][:key=value]..., e.g. openai=status:503, "
    "openai/gpt-5=cut:3, 'anthropic=status:429:retry_after=30', '*=hang:share=0.3'. "
    "Kinds: refuse reset hang status:N slow_first_token:MS slow_tokens:FACTOR stall:N "
    "heartbeat_stall:N cut:N truncate:N error_event:N malformed:N (after N tokens) empty "
    "content_filter refusal context_overflow auth billing model_missing html wrong_model. "
    "May be repeated";

// CLI11 takes -1 and what is too large for the largest number there is.
std::string problemOfSeed(const std::string& text)
{
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    const bool isSeed = error == std::errc() && end == text.data() + text.size();
    return isSeed ? "" : "must be an integer from 0 to 18446744073709551615";
}

} // namespace

std::string problemOfPort(const std::string& text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool isPort = error == std::errc() && end == text.data() + text.size();
    return isPort ? "" : "must be an integer from 0 to 65535";
}

void addFormat(CLI::App& verb, OutputFormat& format, const std::vector<std::string>& names)
{
    const auto take = [&format](const std::string& name) { format = kFormats.at(name); };
    verb.add_option_function<std::string>("--format", take, "Output (default text)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(names));
}

void addSeed(CLI::App& verb, std::optional<std::uint64_t>& seed, const char* help)
{
    verb.add_option("--seed", seed, help)
        ->type_name("N")
        ->check(CLI::Validator(&problemOfSeed, std::string()));
}

CLI::Option* addRepeated(CLI::App& verb, const char* name, std::vector<std::string>& values,
                         const char* help)
{
    return verb.add_option(name, values, help)->expected(1)->take_all()->allow_extra_args(false);
}

void addOutages(CLI::App& verb, std::vector<std::string>& outages)
{
    addRepeated(verb, "--outage", outages, kOutageHelp)->type_name("TARGET=KIND");
}

} // namespace understudy::cli
