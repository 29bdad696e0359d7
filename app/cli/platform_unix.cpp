#include "app/cli/platform.h"

#include <cstdlib>

#include <sys/ioctl.h>
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

bool flushToDisk(std::FILE* file) { return std::fflush(file) == 0 && fsync(fileno(file)) == 0; }

std::string environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace understudy::cli
