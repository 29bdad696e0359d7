// Exit codes of the command line: a contract with scripts.
#pragma once

namespace understudy::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;      // the run failed or a goal was missed
inline constexpr int kBadInput = 2;    // bad usage or a bad file
inline constexpr int kEnvironment = 3; // port taken, no keychain, no key
inline constexpr int kInterrupted = 130;

} // namespace understudy::cli
