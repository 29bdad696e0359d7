#include "tests/support/memory_watch.h"

#include <cstdlib>
#include <new>

namespace understudy {

namespace {

struct Watch
{
    bool isOn = false;
    std::size_t failing = 0;
    MemoryCount count;
};

thread_local Watch theWatch;

void* take(std::size_t size)
{
    if (theWatch.isOn && ++theWatch.count.taken == theWatch.failing) {
        throw std::bad_alloc();
    }
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    theWatch.count.kept += theWatch.isOn ? 1 : 0;
    return memory;
}

void giveBack(void* memory)
{
    if (memory != nullptr) {
        theWatch.count.kept -= theWatch.isOn ? 1 : 0;
        std::free(memory);
    }
}

} // namespace

void startMemoryWatch() { startMemoryWatch(0); }

void startMemoryWatch(std::size_t failingRequest) { theWatch = {true, failingRequest, {}}; }

MemoryCount stopMemoryWatch()
{
    theWatch.isOn = false;
    return theWatch.count;
}

} // namespace understudy

void* operator new(std::size_t size) { return understudy::take(size); }
void* operator new[](std::size_t size) { return understudy::take(size); }
void operator delete(void* memory) noexcept { understudy::giveBack(memory); }
void operator delete[](void* memory) noexcept { understudy::giveBack(memory); }
void operator delete(void* memory, std::size_t) noexcept { understudy::giveBack(memory); }
void operator delete[](void* memory, std::size_t) noexcept { understudy::giveBack(memory); }
