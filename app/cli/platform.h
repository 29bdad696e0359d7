// The few things that differ between systems. One implementation is chosen by CMake.
#pragma once

#include <cstdint>
#include <cstdio>
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
// Empty when not set.
std::string environmentVariable(const char* name);

} // namespace understudy::cli
