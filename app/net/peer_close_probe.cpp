#include "app/net/peer_close_probe.h"

#if defined(Q_OS_LINUX) || defined(Q_OS_MACOS)
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif
#if defined(Q_OS_MACOS)
#include <netinet/tcp_fsm.h>
#endif

namespace understudy {

#if defined(Q_OS_LINUX) || defined(Q_OS_MACOS)

void PeerCloseProbe::watch(qintptr descriptor)
{
    release();
    if (descriptor != -1) {
        m_descriptor = fcntl(static_cast<int>(descriptor), F_DUPFD_CLOEXEC, 0);
    }
}

void PeerCloseProbe::release()
{
    if (m_descriptor != -1) {
        close(m_descriptor);
        m_descriptor = -1;
    }
}

// After RST a connection is closed at once; after FIN it waits for our own close.
bool PeerCloseProbe::wasReset() const
{
#if defined(Q_OS_LINUX)
    tcp_info info{};
    socklen_t size = sizeof info;
    const int answer = getsockopt(m_descriptor, IPPROTO_TCP, TCP_INFO, &info, &size);
    return answer == 0 && info.tcpi_state == TCP_CLOSE;
#else
    tcp_connection_info info{};
    socklen_t size = sizeof info;
    const int answer = getsockopt(m_descriptor, IPPROTO_TCP, TCP_CONNECTION_INFO, &info, &size);
    return answer == 0 && info.tcpi_state == TCPS_CLOSED;
#endif
}

#else

void PeerCloseProbe::watch(qintptr) {}
void PeerCloseProbe::release() {}
bool PeerCloseProbe::wasReset() const { return false; }

#endif

} // namespace understudy
