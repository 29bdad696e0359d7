#include "app/net/transport_failures.h"

#include "app/net/certificate_words.h"

namespace understudy {

namespace {

std::string placeOf(const HttpUrl& url)
{
    const bool isVersion6 = url.host.find(':') != std::string::npos;
    return (isVersion6 ? '[' + url.host + ']' : url.host) + ':' + std::to_string(url.port);
}

std::string proxyPlace(const QNetworkProxy& proxy)
{
    return proxy.hostName().toStdString() + ':' + std::to_string(proxy.port());
}

TransportFault faultOf(const ConnectTrouble& trouble)
{
    using Socket = QAbstractSocket;
    switch (static_cast<int>(trouble.error)) { // an int: most values mean the same to us
    case Socket::HostNotFoundError: return TransportFault::Dns;
    case Socket::SslHandshakeFailedError:
        return trouble.certificateErrors.isEmpty() ? TransportFault::Tls
                                                   : TransportFault::TlsCertificate;
    case Socket::SslInternalError:
    case Socket::SslInvalidUserDataError: return TransportFault::Tls;
    case Socket::ProxyAuthenticationRequiredError:
    case Socket::ProxyConnectionRefusedError:
    case Socket::ProxyConnectionClosedError:
    case Socket::ProxyConnectionTimeoutError:
    case Socket::ProxyNotFoundError:
    case Socket::ProxyProtocolError: return TransportFault::Proxy;
    case Socket::SocketAccessError:
    case Socket::SocketResourceError:
    case Socket::UnsupportedSocketOperationError: return TransportFault::Local;
    default: return trouble.isInHandshake ? TransportFault::Tls : TransportFault::Refused;
    }
}

} // namespace

TransportFailure connectFailure(const HttpUrl& url, const ConnectTrouble& trouble)
{
    const TransportFault fault = faultOf(trouble);
    const std::string place = placeOf(url);
    const std::string words = ": " + trouble.words.toStdString();
    switch (fault) {
    case TransportFault::Dns:
        return {fault, "host not found: " + place + "; check the base URL and the network"};
    case TransportFault::Refused: return {fault, "cannot connect to " + place + words};
    case TransportFault::Proxy:
        return {fault,
                "the proxy " + proxyPlace(trouble.proxy) + " did not connect to " + place + words};
    case TransportFault::TlsCertificate:
        return {fault,
                "the certificate of " + place + ' ' +
                    certificateWords(QString::fromStdString(url.host), trouble.certificateErrors,
                                     QDateTime::currentDateTimeUtc())};
    case TransportFault::Tls: return {fault, "no TLS connection with " + place + words};
    case TransportFault::Local:
    case TransportFault::ResetBeforeHead:
    case TransportFault::ResetInBody:
    case TransportFault::EndInBody:
    case TransportFault::Malformed: break;
    }
    return localFailure(url, trouble.words.toStdString());
}

TransportFailure closeFailure(const HttpUrl& url, const CloseTrouble& trouble)
{
    const std::string did = placeOf(url) + (trouble.wasReset ? " reset" : " closed");
    if (!trouble.headWasWhole) {
        return {TransportFault::ResetBeforeHead, did + " the connection before it answered"};
    }
    return {trouble.wasReset ? TransportFault::ResetInBody : TransportFault::EndInBody,
            did + " the connection in the middle of its answer"};
}

TransportFailure malformedFailure(const HttpUrl& url, HttpFault fault)
{
    const std::string reason(name(fault));
    return {TransportFault::Malformed, placeOf(url) + " sent what is not HTTP: " + reason};
}

TransportFailure localFailure(const HttpUrl& url, const std::string& what)
{
    return {TransportFault::Local, "the request to " + placeOf(url) + " was not made: " + what};
}

} // namespace understudy
