// Tells a reset connection from one that was closed properly. Qt has one error for both and closes
// the descriptor before it says so; the probe holds a second one and asks the system.
#pragma once

#include <QtGlobal>

namespace understudy {

class PeerCloseProbe
{
public:
    PeerCloseProbe() = default;
    ~PeerCloseProbe() { release(); }
    PeerCloseProbe(const PeerCloseProbe&) = delete;
    PeerCloseProbe& operator=(const PeerCloseProbe&) = delete;

    // Until release(), the connection lives on even if its socket is closed.
    void watch(qintptr descriptor);
    void release();

    // Once the peer has ended the connection. False where the system cannot tell.
    bool wasReset() const;

private:
    int m_descriptor = -1;
};

} // namespace understudy
