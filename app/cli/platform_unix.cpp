#include "app/cli/platform.h"

#include <cstdlib>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace understudy::cli {

bool isTerminal(Stream stream)
{
    return isatty(static_cast<int>(stream)) != 0; // 0, 1, 2 in this order
}

int terminalWidth()
{
    winsize size{};
    const bool isKnown = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

namespace {

// Reads key by key and without echo; the terminal is as before when this is gone. Signals are off
// too, so that Ctrl+C cannot leave the terminal mute.
class MuteTerminal
{
public:
    MuteTerminal()
    {
        m_isTerminal = tcgetattr(STDIN_FILENO, &m_former) == 0;
        termios mute = m_former;
        mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG);
        if (m_isTerminal) {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &mute);
        }
    }
    ~MuteTerminal()
    {
        if (m_isTerminal) {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_former);
        }
    }
    MuteTerminal(const MuteTerminal&) = delete;
    MuteTerminal& operator=(const MuteTerminal&) = delete;

private:
    termios m_former{};
    bool m_isTerminal = false;
};

std::optional<std::string> readKeyByKey()
{
    constexpr std::size_t kMostBytes = 64 * 1024;
    constexpr char kInterrupt = 3;
    constexpr char kEndOfInput = 4;
    constexpr char kDelete = 127;
    std::string line;
    char typed = 0;
    while (line.size() < kMostBytes && read(STDIN_FILENO, &typed, 1) == 1) {
        if (typed == '\n' || typed == '\r') {
            return line;
        }
        if (typed == kInterrupt || (typed == kEndOfInput && line.empty())) {
            return std::nullopt;
        }
        if (typed != kDelete && typed != '\b') {
            line += typed;
        } else if (!line.empty()) {
            line.pop_back();
        }
    }
    return line.empty() ? std::nullopt : std::optional(line);
}

} // namespace

std::optional<std::string> readHiddenLine(const std::string& prompt)
{
    std::optional<std::string> line;
    {
        const MuteTerminal mute; // before the question: nobody types faster than that
        std::fputs(prompt.c_str(), stderr);
        line = readKeyByKey();
    }
    std::fputs("\n", stderr);
    return line;
}

bool flushToDisk(std::FILE* file) { return std::fflush(file) == 0 && fsync(fileno(file)) == 0; }

std::string environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace understudy::cli
