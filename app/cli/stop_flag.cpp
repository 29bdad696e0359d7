#include "app/cli/stop_flag.h"

#include <csignal>

namespace understudy::cli {

namespace {

volatile std::sig_atomic_t theFlag = 0;

extern "C" void onStopSignal(int signal)
{
    theFlag = 1;
    std::signal(signal, SIG_DFL);
}

} // namespace

StopFlag::StopFlag()
{
    theFlag = 0;
    std::signal(SIGINT, &onStopSignal);
    std::signal(SIGTERM, &onStopSignal);
}

StopFlag::~StopFlag()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool StopFlag::isSet() const { return theFlag != 0; }

} // namespace understudy::cli
