// Counts what a stretch of code asks of operator new, and makes the nth request fail. A program
// that links memory_watch.cpp has its operators replaced.
#pragma once

#include <cstddef>

namespace understudy {

struct MemoryCount
{
    std::size_t taken = 0; // requests since the start of the watch
    long kept = 0;         // taken and not given back
};

// From here on, on this thread; counts from zero.
void startMemoryWatch();
// As above, and the nth request (from 1) and no other throws bad_alloc.
void startMemoryWatch(std::size_t failingRequest);
MemoryCount stopMemoryWatch();

} // namespace understudy
