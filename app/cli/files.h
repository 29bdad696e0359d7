// Reading and writing files, with problems that name the file.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace understudy::cli {

inline constexpr std::size_t kLargestFile = 16 * 1024 * 1024;

// The whole file; "-" reads standard input. Refuses what is larger than kLargestFile.
Result<std::string> readFile(const std::string& path);

// Temporary file beside it, flushed to disk, renamed: the old file stays whole until the new one
// is.
Result<bool> writeFileAtomically(const std::string& path, std::string_view text);

} // namespace understudy::cli
