// The control of the embedded providers over real HTTP, as any program would use it.
#include "tests/app/cli/cli_program.h"

#include <QRegularExpression>
#include <QTcpSocket>

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>

namespace understudy {
namespace {

constexpr int kPatience = 20'000; // ms

struct Reply
{
    int status = 0;
    std::string head;
    std::string body;

    nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
};

class ProvidersControl : public testing::Test
{
protected:
    void SetUp() override
    {
        startCli(m_process, {QStringLiteral("providers"), QStringLiteral("--outage"),
                             QStringLiteral("anthropic=auth")});
        QByteArray line;
        while (line.indexOf('\n') < 0 && m_process.waitForReadyRead(kPatience)) {
            line += m_process.readAllStandardOutput();
        }
        const QRegularExpression pattern(
            QStringLiteral("^listening http://127\\.0\\.0\\.1:([0-9]+)\n$"));
        m_port = pattern.match(QString::fromUtf8(line)).captured(1).toUShort();
        ASSERT_NE(m_port, 0) << line.toStdString();
    }

    void TearDown() override
    {
        m_process.terminate();
        m_process.waitForFinished(kPatience);
    }

    Reply ask(const std::string& method, const std::string& path, const std::string& body = {},
              const std::string& host = "127.0.0.1")
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        const std::string request =
            method + ' ' + path + " HTTP/1.1\r\nHost: " + host +
            "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
            body;
        EXPECT_TRUE(socket.waitForConnected(kPatience));
        socket.write(request.data(), static_cast<qint64>(request.size()));
        QByteArray bytes;
        while (socket.state() == QAbstractSocket::ConnectedState &&
               socket.waitForReadyRead(kPatience)) {
            bytes += socket.readAll();
        }
        bytes += socket.readAll();
        const std::string all = bytes.toStdString();
        const std::size_t end = all.find("\r\n\r\n");
        EXPECT_NE(end, std::string::npos) << method << ' ' << path << ": " << all;
        return {QString::fromStdString(all).section(QLatin1Char(' '), 1, 1).toInt(),
                all.substr(0, end), all.substr(end + 4)};
    }

    Reply chat(const std::string& model)
    {
        return ask("POST", "/openai/v1/chat/completions",
                   R"({"model":")" + model +
                       R"(","messages":[{"role":"user","content":"hi"}],"max_tokens":1})");
    }

    QProcess m_process;
    quint16 m_port = 0;
};

TEST_F(ProvidersControl, TellsReplacesAndClearsAllOutages)
{
    const nlohmann::json begun = ask("GET", "/control/outages").json();
    ASSERT_EQ(begun.size(), 1u);
    EXPECT_EQ(begun[0]["fault"]["kind"], "auth");

    const Reply put = ask("PUT", "/control/outages",
                          R"([{"id":"a","target":{"provider":"openai","model":"gpt-5"},)"
                          R"("fault":{"kind":"status","status":529},"share":1.0},)"
                          R"({"fault":{"kind":"stall","after_tokens":2},"enabled":false}])");
    EXPECT_EQ(put.status, 200) << put.body;
    const nlohmann::json now = ask("GET", "/control/outages").json();
    ASSERT_EQ(now.size(), 2u);
    EXPECT_EQ(now, put.json());
    EXPECT_EQ(now[0]["fault"]["status"], 529);
    EXPECT_EQ(now[1]["enabled"], false);
    EXPECT_EQ(chat("gpt-5").status, 529);
    EXPECT_EQ(chat("gpt-4").status, 200) << "another model is not meant";

    EXPECT_EQ(ask("DELETE", "/control/outages").status, 200);
    EXPECT_EQ(ask("GET", "/control/outages").json(), nlohmann::json::array());
    EXPECT_EQ(chat("gpt-5").status, 200);
}

TEST_F(ProvidersControl, NamesAllThatIsWrongAndChangesNothing)
{
    const nlohmann::json before = ask("GET", "/control/outages").json();

    const Reply bad = ask("PUT", "/control/outages",
                          R"([{"fault":{"kind":"sulk"}},{"fault":{"kind":"hang"},"share":2}])");
    EXPECT_EQ(bad.status, 400);
    const nlohmann::json problems = bad.json()["problems"];
    ASSERT_EQ(problems.size(), 2u) << bad.body;
    EXPECT_EQ(problems[0]["pointer"], "/0/fault/kind");
    EXPECT_EQ(problems[1]["pointer"], "/1/share");
    EXPECT_NE(problems[0]["what"].get<std::string>().find("allowed are"), std::string::npos);
    EXPECT_EQ(problems[0]["line"], 1);

    for (const char* body : {"", "{}", "[", "[] []", R"([{"id":"a","id":"b"}])", "null"}) {
        EXPECT_EQ(ask("PUT", "/control/outages", body).status, 400) << body;
    }
    EXPECT_EQ(ask("GET", "/control/outages").json(), before);
}

TEST_F(ProvidersControl, NamesTheMethodsThatItHas)
{
    const Reply post = ask("POST", "/control/outages", "[]");
    EXPECT_EQ(post.status, 405);
    EXPECT_NE(post.head.find("allow: GET, PUT, DELETE"), std::string::npos) << post.head;
    const Reply log = ask("DELETE", "/control/log");
    EXPECT_EQ(log.status, 405);
    EXPECT_NE(log.head.find("allow: GET"), std::string::npos) << log.head;
    EXPECT_EQ(ask("GET", "/control/secrets").status, 404);
}

TEST_F(ProvidersControl, LogsWhatWasAskedAndHowItWasAnswered)
{
    ask("PUT", "/control/outages",
        R"([{"id":"down","target":{"provider":"openai","model":"gpt-5"},)"
        R"("fault":{"kind":"billing"}}])");
    chat("gpt-4");
    chat("gpt-5");

    const Reply reply = ask("GET", "/control/log");
    const nlohmann::json log = reply.json();

    ASSERT_EQ(log.size(), 2u) << reply.body;
    EXPECT_NE(reply.head.find("content-type: application/json"), std::string::npos);
    EXPECT_EQ(log[0]["path"], "/openai/v1/chat/completions");
    EXPECT_EQ(log[0]["provider"], "openai");
    EXPECT_EQ(log[0]["model"], "gpt-4");
    EXPECT_EQ(log[0]["status"], 200);
    EXPECT_TRUE(log[0]["outage"].is_null());
    EXPECT_EQ(log[1]["status"], 429);
    EXPECT_EQ(log[1]["outage"], "down");
    EXPECT_GE(log[1]["t_ms"], log[0]["t_ms"]);
}

TEST_F(ProvidersControl, IsNotThereForAPageThatBorrowsOurAddress)
{
    EXPECT_EQ(ask("DELETE", "/control/outages", {}, "evil.test").status, 403);
    EXPECT_EQ(ask("GET", "/control/outages").json().size(), 1u);
}

} // namespace
} // namespace understudy
