// Files and flags that several verbs read. Each says on standard error what is wrong.
#pragma once

#include "core/plan/chain.h"
#include "core/plan/outage.h"
#include "core/plan/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace understudy::cli {

// One line on standard error, with the program's name.
void complain(const std::string& text);
// One line a problem on standard error.
void printProblems(const std::string& file, const Problems& problems);

std::optional<std::string> readOrComplain(const std::string& path);
// The chain of a file; with `text`, what the file says.
std::optional<Chain> readChain(const std::string& path, std::string* text = nullptr);
// The scenario of a file, or Healthy; its text is kept only when it came from a file.
bool readScenario(const std::optional<std::string>& path, Scenario& scenario, std::string& text);
// Adds the flags' outages to those that are there.
bool readOutages(const std::vector<std::string>& flags, std::vector<Outage>& outages);

} // namespace understudy::cli
