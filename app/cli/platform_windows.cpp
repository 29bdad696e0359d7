#include "app/cli/platform.h"

#include <cstdlib>

#include <io.h>
#include <windows.h>

namespace understudy::cli {

bool isTerminal(Stream stream)
{
    return _isatty(static_cast<int>(stream)) != 0; // 0, 1, 2 in this order
}

int terminalWidth()
{
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info) == 0) {
        return 80;
    }
    return info.srWindow.Right - info.srWindow.Left + 1;
}

bool flushToDisk(std::FILE* file) { return std::fflush(file) == 0 && _commit(_fileno(file)) == 0; }

std::string environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace understudy::cli
