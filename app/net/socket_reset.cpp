#include "app/net/socket_reset.h"

#include <QAbstractSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace understudy {

void resetConnection(QAbstractSocket& socket)
{
    const qintptr descriptor = socket.socketDescriptor();
    if (descriptor != -1) {
        socket.flush();
        const linger atOnce{1, 0}; // close() then sends RST
#ifdef Q_OS_WIN
        setsockopt(static_cast<SOCKET>(descriptor), SOL_SOCKET, SO_LINGER,
                   reinterpret_cast<const char*>(&atOnce), sizeof atOnce);
#else
        setsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
#endif
    }
    socket.abort();
}

} // namespace understudy
