#include "app/cli/platform.h"

#include <cstdlib>

#include <conio.h>
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

std::optional<std::string> readHiddenLine(const std::string& prompt)
{
    constexpr int kInterrupt = 3;
    std::fputs(prompt.c_str(), stderr);
    std::string line;
    int typed = _getch();
    for (; typed != '\r' && typed != '\n' && typed != kInterrupt && typed >= 0; typed = _getch()) {
        if (typed != '\b') {
            line += static_cast<char>(typed);
        } else if (!line.empty()) {
            line.pop_back();
        }
    }
    std::fputs("\n", stderr);
    return typed == kInterrupt ? std::nullopt : std::optional(line);
}

bool flushToDisk(std::FILE* file) { return std::fflush(file) == 0 && _commit(_fileno(file)) == 0; }

std::string environmentVariable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace understudy::cli
