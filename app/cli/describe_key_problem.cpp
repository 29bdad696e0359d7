#include "app/cli/describe_key_problem.h"

#include "app/cli/terminal_text.h"
#include "core/base/check.h"

#include <fmt/format.h>

namespace understudy::cli {

namespace {

std::string reason(const KeyProblem& problem)
{
    switch (problem.trouble) {
    case KeyTrouble::MayNotGoThere:
        return fmt::format("it may not be sent to {0}, which is not the provider's own address; "
                           "allow it with --allow-origin {0}",
                           problem.key.origin);
    case KeyTrouble::NotStored:
        return fmt::format("none is stored; add one with: understudy-cli keys set {}, or use "
                           "--keys-from-env",
                           problem.key.keyName);
    case KeyTrouble::KeychainFailed:
        return fmt::format("{} Keys can also come from the environment: --keys-from-env",
                           problem.detail);
    case KeyTrouble::NotAKey: return problem.detail;
    case KeyTrouble::VariableNotSet: return problem.detail + " is not set";
    case KeyTrouble::NoVariable: return "no environment variable is known for it";
    }
    US_UNREACHABLE();
}

} // namespace

std::string describeKeyProblem(const KeyProblem& problem)
{
    return onOneLine(fmt::format("no key for {}: {}", problem.key.provider, reason(problem)));
}

} // namespace understudy::cli
