// Before a request can leave: names that are not found, ports that refuse, servers that hang up.
#include "tests/app/net/raw_server.h"
#include "tests/app/net/transport_bench.h"

#include <gtest/gtest.h>

#include <set>

namespace understudy {
namespace {

TEST(TransportConnect, NamesAHostThatIsNotFound)
{
    // A label of 64 letters is no name: every resolver refuses it without asking anybody.
    const std::string host = std::string(64, 'x') + ".invalid";
    TransportBench bench;

    const Exchanged& seen = bench.exchange("http://" + host + ":8080/v1");

    EXPECT_EQ(faultOf(seen), "dns");
    EXPECT_EQ(seen.connected, 0);
    ASSERT_TRUE(seen.failure);
    EXPECT_NE(seen.failure->message.find("host not found: " + host + ":8080"), std::string::npos)
        << seen.failure->message;
}

TEST(TransportConnect, TriesTheNextAddressOfAHost)
{
    RawServer server({{okReply("x")}}); // on 127.0.0.1; the name may also mean ::1
    TransportBench bench;

    const Exchanged& seen =
        bench.exchange("http://localhost:" + std::to_string(server.serverPort()) + "/");

    EXPECT_EQ(seen.body, "x");
}

class HangsUp final : public QTcpServer
{
public:
    HangsUp() { listen(QHostAddress(QHostAddress::LocalHost), 0); }

protected:
    // Not in the same instant: Qt 6.4 takes a reset between its two looks at a new connection for
    // one that is still being made, and starts anew until the limit for connecting.
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        QTimer::singleShot(20, socket, [socket] { resetConnection(*socket); });
    }
};

TEST(TransportConnect, SurvivesAServerThatHangsUpAtOnce)
{
    HangsUp server;
    TransportBench bench;
    const std::string place = "127.0.0.1:" + std::to_string(server.serverPort());

    const Exchanged& seen = bench.exchange("http://" + place + "/");

    EXPECT_EQ(faultOf(seen), "reset before head");
    ASSERT_TRUE(seen.failure);
    EXPECT_EQ(seen.failure->message, place + " reset the connection before it answered");
}

std::string withoutPlace(const std::string& message) { return message.substr(message.find(' ')); }

TEST(TransportConnect, TellsSixEndsApartInWords)
{
    const std::string head = "HTTP/1.1 200 OK\r\n";
    std::string storm;
    for (int i = 0; i < 100; ++i) {
        storm += "HTTP/1.1 100 Continue\r\n\r\n";
    }
    std::set<std::string> words;
    for (const RawReply& reply :
         {RawReply{"", After::Fin}, RawReply{"", After::Rst},
          RawReply{head + "Content-Length: 10\r\n\r\n1234", After::Fin},
          RawReply{head + "Content-Length: 10\r\n\r\n1234", After::Rst},
          RawReply{"220 mail.example ESMTP\r\n"},
          RawReply{head + "Transfer-Encoding: chunked\r\n\r\nZZZ\r\n"}, RawReply{storm}}) {
        RawServer server({reply});
        TransportBench bench;
        const Exchanged& seen = bench.exchange(server.url());
        ASSERT_TRUE(seen.failure);
        words.insert(withoutPlace(seen.failure->message));
    }
    std::string all;
    for (const std::string& word : words) {
        all += word + '\n';
    }
    EXPECT_EQ(words.size(), 7U) << all;
}

TEST(TransportConnect, IgnoresAReplyToARequestThatWasCancelled)
{
    RawServer server({{okReply("late")}});
    TransportBench bench;
    const ExchangeId id = bench.open(server.url());
    ASSERT_TRUE(QTest::qWaitFor([&] { return bench.seen[id].connected == 1; }, kPatience));

    bench.transport.cancel(id);
    QTest::qWait(50);

    EXPECT_FALSE(bench.seen[id].isOver());
    EXPECT_FALSE(bench.seen[id].head);
    EXPECT_EQ(bench.exchange(server.url()).body, "late") << "the next one is not confused";
}

} // namespace
} // namespace understudy
