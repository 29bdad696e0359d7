// Keys are in memory: a crash of the program leaves no picture of it.
#include "tests/app/cli/cli_program.h"

#include <gtest/gtest.h>

#include <csignal>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace understudy {
namespace {

// Starts `providers` with core dumps of any size allowed, ends it by a signal that would write one
// (sanitizers take no notice of this one), and answers how it ended.
int crash()
{
    int output[2] = {-1, -1};
    EXPECT_EQ(pipe(output), 0);
    const pid_t child = fork();
    if (child == 0) {
        rlimit limit{};
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
        dup2(output[1], STDOUT_FILENO);
        execl(UNDERSTUDY_CLI, "understudy-cli", "providers", nullptr);
        _exit(127);
    }
    close(output[1]);
    char first = 0;
    EXPECT_EQ(read(output[0], &first, 1), 1) << "it never came to listen";
    kill(child, SIGQUIT);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    close(output[0]);
    return status;
}

TEST(CoreDumpCli, LeavesNoneWhenItCrashes)
{
    const int status = crash();
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGQUIT);
    EXPECT_FALSE(WCOREDUMP(status));
}

} // namespace
} // namespace understudy
