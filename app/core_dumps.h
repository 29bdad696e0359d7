// Keys are in memory while a run goes on: a crash must not write them to a file.
#pragma once

namespace understudy {

// Call first in main(). Where the system has no such switch it does nothing.
void refuseCoreDumps();

} // namespace understudy
