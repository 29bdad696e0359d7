// A missing key in one line of plain English, with the remedy on the command line.
#pragma once

#include "app/secrets/key_problem.h"

#include <string>

namespace understudy::cli {

// "no key for openai: OPENAI_API_KEY is not set"
std::string describeKeyProblem(const KeyProblem& problem);

} // namespace understudy::cli
