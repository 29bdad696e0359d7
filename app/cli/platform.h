// The few things that differ between systems. One implementation is chosen by CMake.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

namespace understudy::cli {

enum class Stream : std::uint8_t
{
    Input,
    Output,
    Error
};

bool isTerminal(Stream stream);
// Columns of the terminal on standard output, 80 when unknown.
int terminalWidth();
// Empties the file's buffers down to the disk.
bool flushToDisk(std::FILE* file);
// A line from the terminal on standard input, which shows nothing of it; `prompt` goes to standard
// error. Empty when the person gave up (Ctrl+C, Ctrl+D on an empty line).
std::optional<std::string> readHiddenLine(const std::string& prompt);
// Empty when not set.
std::string environmentVariable(const char* name);

} // namespace understudy::cli
