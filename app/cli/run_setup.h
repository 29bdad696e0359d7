// What a run needs before anything starts: files read, flags understood, everything checked.
#pragma once

#include "app/cli/arguments.h"
#include "core/plan/chain.h"
#include "core/plan/chat_request.h"
#include "core/plan/scenario.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace understudy::cli {

struct RunSetup
{
    Chain chain;
    std::string chainFile = "understudy-cli"; // for messages
    std::string chainText;                    // as read; empty: the built-in sample
    ChatRequest chat;
    Scenario scenario;
    std::string scenarioText;    // as read, for the journal; empty: Healthy
    std::vector<Outage> outages; // the scenario's, then the flags'
    std::uint64_t seed = 1;
    bool isSimulated = false;
    bool takesKeysFromEnvironment = false;
    std::vector<std::pair<std::string, std::string>> baseUrls;
    std::vector<std::string> allowedOrigins;
    std::string journalFile;
    OutputFormat format = OutputFormat::Text;
    bool drawsTimeline = false;
};

// Each prints its problems and answers an exit code when there are any.
std::variant<RunSetup, int> setUpRun(const RunOptions& options);
std::variant<RunSetup, int> setUpDemo(const DemoOptions& options);

struct ProvidersSetup
{
    Scenario scenario;
    std::vector<Outage> outages;
    std::uint64_t seed = 1;
    std::uint16_t port = 0;
};
std::variant<ProvidersSetup, int> setUpProviders(const ProvidersOptions& options);

} // namespace understudy::cli
