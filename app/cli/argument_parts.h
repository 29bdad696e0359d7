// Options that several verbs of the command line have in common. Internal to the parsing of
// arguments.
#pragma once

#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace understudy::cli {

inline constexpr const char* kSeedHelp = "Seed (default: the scenario's, else 1)";

// What is wrong with a port; empty when nothing is.
std::string problemOfPort(const std::string& text);

void addFormat(CLI::App& verb, OutputFormat& format, const std::vector<std::string>& names);
void addSeed(CLI::App& verb, std::optional<std::uint64_t>& seed, const char* help);
void addOutages(CLI::App& verb, std::vector<std::string>& outages);
// An option that may be repeated, one value each.
CLI::Option* addRepeated(CLI::App& verb, const char* name, std::vector<std::string>& values,
                         const char* help);

// The verbs of simulations.
CLI::App& addSimulate(CLI::App& app, SimulateOptions& options);
CLI::App& addMerge(CLI::App& app, MergeOptions& options);

} // namespace understudy::cli
