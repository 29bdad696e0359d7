#include "app/cli/interrupt.h"

#include <QSocketNotifier>

#include <csignal>

#include <unistd.h>

namespace understudy::cli {

namespace {

// A signal handler may only write to a pipe; the event loop reads it.
int thePipe[2] = {-1, -1};

extern "C" void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(thePipe[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(QObject* parent)
    : QObject(parent)
{
    if (pipe(thePipe) != 0) {
        return; // Ctrl+C then ends the program at once, as without us
    }
    m_notifier = new QSocketNotifier(thePipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &Interrupt::readPipe);
    std::signal(SIGINT, &onSignal);
    std::signal(SIGTERM, &onSignal);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    for (int& end : thePipe) {
        if (end >= 0) {
            close(end);
        }
        end = -1;
    }
}

void Interrupt::readPipe()
{
    char byte = 0;
    [[maybe_unused]] const auto count = read(thePipe[0], &byte, 1);
    Q_EMIT interrupted();
}

} // namespace understudy::cli
