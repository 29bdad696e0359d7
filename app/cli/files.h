// Reading and writing files, with problems that name the file.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace understudy::cli {

inline constexpr std::size_t kLargestFile = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kLargestJournal = std::size_t{512} * 1024 * 1024;

// The whole file; "-" reads standard input. Refuses what is larger than `most`.
Result<std::string> readFile(const std::string& path, std::size_t most = kLargestFile);

// Whether a file can be written there, found out by making one beside it: before the work, not
// after. What is there and no ordinary file (a device, a folder) is refused, since it would be
// replaced.
Result<bool> checkWritable(const std::string& path);

// Temporary file beside it, flushed to disk, renamed: the old file stays whole until the new one
// is. A link is followed.
Result<bool> writeFileAtomically(const std::string& path, std::string_view text);

} // namespace understudy::cli
