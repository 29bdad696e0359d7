// Invariant checks that stay on in release. A broken invariant is a bug of ours, never bad input:
// bad input becomes a Problem (problem.h).
#pragma once

namespace understudy {

// Called when a check fails; the default prints the place to stderr and aborts.
using CheckHandler = void (*)(const char* condition, const char* file, int line);

// Replaces the handler and returns the former one. Set it once, before threads start.
CheckHandler setCheckHandler(CheckHandler handler);

[[noreturn]] void failCheck(const char* condition, const char* file, int line);

} // namespace understudy

#define US_CHECK(condition)                                                                        \
    (static_cast<bool>(condition) ? void(0)                                                        \
                                  : ::understudy::failCheck(#condition, __FILE__, __LINE__))
#define US_UNREACHABLE() ::understudy::failCheck("unreachable", __FILE__, __LINE__)
