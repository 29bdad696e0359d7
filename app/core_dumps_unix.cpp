#include "app/core_dumps.h"

#include <sys/resource.h>

namespace understudy {

void refuseCoreDumps()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

} // namespace understudy
