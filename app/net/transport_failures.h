// What went wrong on a connection, in our words: the place is always named, a header never.
#pragma once

#include "core/wire/http_message.h"
#include "core/wire/http_parser.h"
#include "core/wire/http_transport.h"

#include <QAbstractSocket>
#include <QList>
#include <QNetworkProxy>
#include <QSslError>
#include <QString>

#include <string>

namespace understudy {

// Before the connection (and TLS) stood.
struct ConnectTrouble
{
    QAbstractSocket::SocketError error = QAbstractSocket::UnknownSocketError;
    QString words; // the system's
    QList<QSslError> certificateErrors;
    QNetworkProxy proxy;
    bool isInHandshake = false; // the TCP connection stood, TLS did not
};

TransportFailure connectFailure(const HttpUrl& url, const ConnectTrouble& trouble);

// Afterwards: the peer has ended the connection, or the system has.
struct CloseTrouble
{
    bool wasReset = false;
    bool headWasWhole = false;
};

TransportFailure closeFailure(const HttpUrl& url, const CloseTrouble& trouble);

TransportFailure malformedFailure(const HttpUrl& url, HttpFault fault);
TransportFailure localFailure(const HttpUrl& url, const std::string& what);

} // namespace understudy
