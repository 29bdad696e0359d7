#include "app/core_dumps.h"

#include <sys/prctl.h>

namespace understudy {

// Unlike a limit on the size this holds for dumps that go to a program, too.
void refuseCoreDumps() { prctl(PR_SET_DUMPABLE, 0); }

} // namespace understudy
