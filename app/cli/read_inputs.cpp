#include "app/cli/read_inputs.h"

#include "app/built_in.h"
#include "app/cli/files.h"
#include "app/cli/terminal_text.h"
#include "core/plan/chain_json.h"

#include <fmt/format.h>

#include <utility>

namespace understudy::cli {

void complain(const std::string& text)
{
    fmt::print(stderr, "understudy-cli: {}\n", onOneLine(text));
}

void printProblems(const std::string& file, const Problems& problems)
{
    for (const Problem& problem : problems) {
        fmt::print(stderr, "{}\n", onOneLine(formatProblem(file, problem)));
    }
}

std::optional<std::string> readOrComplain(const std::string& path)
{
    auto text = readFile(path);
    if (!text) {
        printProblems(path, {text.error()});
        return std::nullopt;
    }
    return std::move(*text);
}

std::optional<Chain> readChain(const std::string& path, std::string* kept)
{
    const auto text = readOrComplain(path);
    if (!text) {
        return std::nullopt;
    }
    if (kept != nullptr) {
        *kept = *text;
    }
    auto chain = chainFromJson(*text);
    if (!chain) {
        printProblems(path, chain.error());
        return std::nullopt;
    }
    return std::move(*chain);
}

bool readScenario(const std::optional<std::string>& path, Scenario& scenario, std::string& text)
{
    if (!path) {
        scenario = healthyScenario();
        return true;
    }
    const auto content = readOrComplain(*path);
    if (!content) {
        return false;
    }
    auto read = scenarioFromJson(*content);
    if (!read) {
        printProblems(*path, read.error());
        return false;
    }
    scenario = std::move(*read);
    text = *content;
    return true;
}

bool readOutages(const std::vector<std::string>& flags, std::vector<Outage>& outages)
{
    bool isGood = true;
    for (const std::string& flag : flags) {
        auto outage = outageFromFlag(flag, fmt::format("outage-{}", outages.size() + 1));
        if (outage) {
            outages.push_back(std::move(*outage));
        } else {
            complain(fmt::format("--outage {}: {}", flag, outage.error().what));
            isGood = false;
        }
    }
    return isGood;
}

} // namespace understudy::cli
