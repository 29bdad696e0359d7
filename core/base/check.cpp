#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace understudy {

namespace {

void printAndAbort(const char* condition, const char* file, int line)
{
    std::fprintf(stderr, "understudy: broken invariant: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

CheckHandler theHandler = &printAndAbort;

} // namespace

CheckHandler setCheckHandler(CheckHandler handler)
{
    CheckHandler former = theHandler;
    theHandler = handler == nullptr ? &printAndAbort : handler;
    return former;
}

void failCheck(const char* condition, const char* file, int line)
{
    theHandler(condition, file, line);
    std::abort();
}

} // namespace understudy
