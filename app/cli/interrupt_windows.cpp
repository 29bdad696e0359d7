#include "app/cli/interrupt.h"

#include <QMetaObject>

#include <windows.h>

namespace understudy::cli {

namespace {

Interrupt* theInterrupt = nullptr;

BOOL WINAPI onControl(DWORD type)
{
    if (theInterrupt == nullptr || (type != CTRL_C_EVENT && type != CTRL_BREAK_EVENT)) {
        return FALSE;
    }
    QMetaObject::invokeMethod(theInterrupt, &Interrupt::interrupted, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

Interrupt::Interrupt(QObject* parent)
    : QObject(parent)
{
    theInterrupt = this;
    SetConsoleCtrlHandler(&onControl, TRUE);
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(&onControl, FALSE);
    theInterrupt = nullptr;
}

void Interrupt::readPipe() {}

} // namespace understudy::cli
