// Any text as a chain file: problems with places, or a chain that survives being written and read.
#include "core/base/check.h"
#include "core/json/strict_json.h"
#include "core/plan/chain_json.h"
#include "tests/fuzz/problem_checks.h"

#include <cstdint>

namespace {

using namespace understudy;

// A number that was written shorter may be read as the same double in another spelling, so texts
// are compared after the first round.
void checkTree(const Json& tree)
{
    const std::string text = compactJsonText(tree);
    const auto again = parseStrictJson(text);
    US_CHECK(again && compactJsonText(*again) == text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto tree = parseStrictJson(text);
    if (tree) {
        checkTree(*tree);
    } else {
        checkProblems(tree.error());
    }
    const auto chain = chainFromJson(text);
    if (!chain) {
        checkProblems(chain.error());
        return 0;
    }
    US_CHECK(tree.has_value());
    const std::string written = chainToJson(*chain);
    const auto again = chainFromJson(written);
    US_CHECK(again && *again == *chain);
    US_CHECK(chainToJson(*again) == written);
    return 0;
}
