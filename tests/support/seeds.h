// Seeded tests: how many seeds, which one to replay, and the command that replays one that failed.
// UNDERSTUDY_SEEDS changes the number, UNDERSTUDY_SEED plays one alone.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace understudy {

inline std::uint64_t numberFromEnvironment(const char* name, std::uint64_t otherwise)
{
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// "UNDERSTUDY_SEED=7 bin/seeded_tests --gtest_filter=Suite.Name", for the test under way.
inline std::string replayCommand(const char* program, std::uint64_t seed)
{
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    return "UNDERSTUDY_SEED=" + std::to_string(seed) + " bin/" + program +
           " --gtest_filter=" + test->test_suite_name() + "." + test->name();
}

// visit(seed) for seeds 1..count. The first that fails ends it and says how to replay it.
template<class Visit>
void forEachSeed(const char* program, std::uint64_t count, Visit visit)
{
    const std::uint64_t only = numberFromEnvironment("UNDERSTUDY_SEED", 0);
    const std::uint64_t last = only != 0 ? only : numberFromEnvironment("UNDERSTUDY_SEEDS", count);
    for (std::uint64_t seed = only != 0 ? only : 1; seed <= last; ++seed) {
        SCOPED_TRACE("replay: " + replayCommand(program, seed));
        visit(seed);
        if (testing::Test::HasFailure()) {
            return;
        }
    }
}

} // namespace understudy
