// Ends a connection with RST instead of FIN, as a crashed server or a middlebox does.
#pragma once

class QAbstractSocket;

namespace understudy {

// What the system has not sent yet is lost. The socket is unconnected afterwards.
void resetConnection(QAbstractSocket& socket);

} // namespace understudy
