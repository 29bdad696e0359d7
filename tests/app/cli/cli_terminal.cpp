#include "tests/app/cli/cli_terminal.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace understudy {

namespace {

constexpr int kPatienceMilliseconds = 45'000;

[[noreturn]] void becomeCli(const QStringList& arguments,
                            const std::vector<std::pair<QByteArray, QByteArray>>& environment)
{
    for (const char* name : {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DBUS_SESSION_BUS_ADDRESS",
                             "DISPLAY", "NO_COLOR"}) {
        unsetenv(name);
    }
    for (const auto& [name, value] : environment) {
        setenv(name.constData(), value.constData(), 1);
    }
    std::vector<QByteArray> words{QByteArrayLiteral(UNDERSTUDY_CLI)};
    for (const QString& argument : arguments) {
        words.push_back(argument.toUtf8());
    }
    std::vector<char*> pointers;
    for (QByteArray& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    execv(pointers.front(), pointers.data());
    _exit(127);
}

int exitCodeOf(pid_t child)
{
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TerminalResult runOnTerminal(const QStringList& arguments,
                             const std::vector<std::pair<QByteArray, QByteArray>>& typed,
                             const std::vector<std::pair<QByteArray, QByteArray>>& environment)
{
    TerminalResult result;
    int terminal = -1;
    const winsize size{.ws_row = 40, .ws_col = 120, .ws_xpixel = 0, .ws_ypixel = 0};
    const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
    if (child == 0) {
        becomeCli(arguments, environment);
    }
    EXPECT_GT(child, 0);
    std::size_t next = 0;
    qsizetype searched = 0;
    pollfd waiting{.fd = terminal, .events = POLLIN, .revents = 0};
    while (true) {
        char buffer[4096];
        const bool isReady = poll(&waiting, 1, kPatienceMilliseconds) > 0;
        const ssize_t count = isReady ? read(terminal, buffer, sizeof buffer) : -1;
        if (!isReady) {
            ADD_FAILURE() << "it said nothing for long: " << result.shown.toStdString();
            kill(child, SIGKILL);
        }
        if (count <= 0) {
            break;
        }
        result.shown.append(buffer, static_cast<qsizetype>(count));
        if (next < typed.size() && result.shown.indexOf(typed[next].first, searched) >= 0) {
            const QByteArray& keys = typed[next++].second;
            searched = result.shown.size();
            EXPECT_EQ(write(terminal, keys.constData(), static_cast<std::size_t>(keys.size())),
                      keys.size());
        }
    }
    result.exitCode = exitCodeOf(child);
    close(terminal);
    return result;
}

} // namespace understudy
