#include "app/net/transport_failures.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TransportFailure failureOf(QAbstractSocket::SocketError error, bool isInHandshake = false)
{
    ConnectTrouble trouble;
    trouble.error = error;
    trouble.words = QStringLiteral("the system's words");
    trouble.isInHandshake = isInHandshake;
    return connectFailure(*parseUrl("https://api.example.com"), trouble);
}

TEST(TransportFailures, NameTheKindAndThePlace)
{
    const TransportFailure failure = failureOf(QAbstractSocket::HostNotFoundError);

    EXPECT_EQ(failure.fault, TransportFault::Dns);
    EXPECT_EQ(failure.message,
              "host not found: api.example.com:443; check the base URL and the network");
}

TEST(TransportFailures, SortTheSystemsErrors)
{
    EXPECT_EQ(failureOf(QAbstractSocket::ConnectionRefusedError).fault, TransportFault::Refused);
    EXPECT_EQ(failureOf(QAbstractSocket::NetworkError).fault, TransportFault::Refused);
    EXPECT_EQ(failureOf(QAbstractSocket::SocketResourceError).fault, TransportFault::Local);
    EXPECT_EQ(failureOf(QAbstractSocket::ProxyNotFoundError).fault, TransportFault::Proxy);
    EXPECT_EQ(failureOf(QAbstractSocket::SslHandshakeFailedError).fault, TransportFault::Tls);
    EXPECT_EQ(failureOf(QAbstractSocket::RemoteHostClosedError, true).fault, TransportFault::Tls);
    EXPECT_EQ(failureOf(QAbstractSocket::RemoteHostClosedError).fault, TransportFault::Refused);
}

TEST(TransportFailures, TellAResetFromAnEnd)
{
    const HttpUrl url = *parseUrl("http://[::1]:8080");

    EXPECT_EQ(closeFailure(url, {.wasReset = true, .headWasWhole = true}).message,
              "[::1]:8080 reset the connection in the middle of its answer");
    EXPECT_EQ(closeFailure(url, {.wasReset = false, .headWasWhole = true}).fault,
              TransportFault::EndInBody);
    EXPECT_EQ(closeFailure(url, {.wasReset = true, .headWasWhole = false}).fault,
              TransportFault::ResetBeforeHead);
}

} // namespace
} // namespace understudy
