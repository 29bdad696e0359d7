// Requests a second of the HTTP transport on one core: small answers on kept connections from a
// server in another thread. "CPU" is the time of the transport's own thread.
#include "app/net/qt_http_transport.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

namespace understudy {
namespace {

constexpr int kRequests = 2000; // an iteration
const QByteArray kBody = "{}";
const QByteArray kRequestEnd = "\r\n\r\n{}";
const QByteArray kReply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: 2\r\n\r\n{}";

// Answers each whole request; knows just enough HTTP to see its end.
class EchoServer final : public QTcpServer
{
public:
    EchoServer()
    {
        setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
        listen(QHostAddress(QHostAddress::LocalHost), 0);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QIODevice::readyRead, socket, [socket] {
            const qsizetype requests = socket->readAll().count(kRequestEnd);
            for (qsizetype i = 0; i < requests; ++i) {
                socket->write(kReply);
            }
        });
        connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    }
};

class EchoThread
{
public:
    EchoThread()
    {
        m_door.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_door, [this] { m_server = std::make_unique<EchoServer>(); },
            Qt::BlockingQueuedConnection);
    }
    ~EchoThread()
    {
        QMetaObject::invokeMethod(
            &m_door, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    std::uint16_t port() const { return m_server->serverPort(); }

private:
    QThread m_thread;
    QObject m_door;
    std::unique_ptr<EchoServer> m_server;
};

class Client final : public HttpSink
{
public:
    explicit Client(std::uint16_t port)
    {
        m_request.url = *parseUrl("http://127.0.0.1:" + std::to_string(port) + "/v1/echo");
        m_request.headers = {{"content-type", "application/json"}};
        m_request.body = kBody.toStdString();
    }

    void run(int requests, int atOnce)
    {
        m_toOpen = requests;
        m_toEnd = requests;
        for (int i = 0; i < atOnce; ++i) {
            openNext();
        }
        QCoreApplication::exec();
    }

    void onConnected(ExchangeId) override {}
    void onHead(ExchangeId, const ResponseHead&) override {}
    void onBody(ExchangeId, std::string_view) override {}
    void onEnd(ExchangeId) override
    {
        openNext();
        if (--m_toEnd == 0) {
            QCoreApplication::quit();
        }
    }
    void onFailure(ExchangeId, const TransportFailure&) override { std::abort(); }

private:
    void openNext()
    {
        if (m_toOpen > 0) {
            --m_toOpen;
            m_transport.open(++m_ids, m_request, *this);
        }
    }

    QtHttpTransport m_transport;
    HttpRequest m_request;
    ExchangeId m_ids = 0;
    int m_toOpen = 0;
    int m_toEnd = 0;
};

void requestsOnKeptConnections(benchmark::State& state)
{
    const EchoThread echo;
    Client client(echo.port());
    const int atOnce = static_cast<int>(state.range(0));
    client.run(100, atOnce); // the connections stand
    for ([[maybe_unused]] const auto step : state) {
        client.run(kRequests, atOnce);
    }
    state.SetItemsProcessed(state.iterations() * kRequests);
}
BENCHMARK(requestsOnKeptConnections)->Arg(1)->Arg(6)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace understudy

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
