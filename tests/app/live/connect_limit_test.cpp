// Peers that leave us waiting before a request could go out: the limit for connecting ends it, and
// nothing of the request was seen.
#include "app/live/live_engine.h"
#include "core/record/run_story.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace understudy {
namespace {

class Teller final : public RunObserver, public TextSink
{
public:
    void onEvent(const RunEvent& event) override { story.apply(event); }
    void onText(std::uint32_t, std::uint32_t, std::string_view) override {}
    void onNote(std::uint32_t, std::uint32_t, NoteKind, std::string_view) override {}
    void onUsage(std::uint32_t, std::uint32_t, const TokenCounts&) override {}
    RunStory story;
};

Candidate impatient(const std::string& provider)
{
    Candidate candidate;
    candidate.id = provider;
    candidate.provider = provider;
    candidate.model = "m";
    candidate.tries = 1;
    candidate.timeouts.connect = milliseconds(400);
    return candidate;
}

// The one attempt of a run at `url`.
AttemptStory firstAttemptAt(const std::string& url)
{
    Chain chain;
    chain.name = "impatient";
    chain.steps.resize(1);
    chain.steps[0].candidates = {impatient("openai")};
    Teller teller;
    LiveEngine engine(teller, teller, 1);
    const auto run =
        prepareRun(chain, {.system = {}, .messages = {{Role::User, "hi"}}},
                   {.baseUrls = {{"openai", url}}, .simulatedOrigin = {}}, Catalogue{}, 1);
    EXPECT_TRUE(run.has_value());
    teller.story = RunStory(run->chain->labels);
    engine.start(*run);
    EXPECT_TRUE(QTest::qWaitFor([&] { return teller.story.isFinished(); }, 20'000));
    EXPECT_EQ(teller.story.attempts().size(), 1U);
    return teller.story.attempts().at(0);
}

TEST(ConnectLimit, EndsAnAttemptWhosePeerDropsEverything)
{
    // A full queue of connections that nobody accepts: the next SYN gets no answer.
    QTcpServer hole;
    hole.setListenBacklogSize(1);
    ASSERT_TRUE(hole.listen(QHostAddress(QHostAddress::LocalHost), 0));
    hole.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> fillers;
    for (int i = 0; i < 8; ++i) {
        fillers.push_back(std::make_unique<QTcpSocket>());
        fillers.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), hole.serverPort());
    }
    QTest::qWait(100);

    const AttemptStory attempt =
        firstAttemptAt("http://127.0.0.1:" + std::to_string(hole.serverPort()) + "/v1");

    EXPECT_EQ(attempt.errorClass, ErrorClass::TransportConnect);
    EXPECT_EQ(attempt.phase, FailPhase::Connect);
}

TEST(ConnectLimit, CoversAHandshakeThatStallsAfterItsFirstMessage)
{
    QTcpServer silent; // reads the greeting and says nothing
    ASSERT_TRUE(silent.listen(QHostAddress(QHostAddress::LocalHost), 0));
    QByteArray seen;
    QObject::connect(&silent, &QTcpServer::newConnection, &silent, [&] {
        QTcpSocket* socket = silent.nextPendingConnection();
        QObject::connect(socket, &QIODevice::readyRead, socket,
                         [socket, &seen] { seen += socket->readAll(); });
    });

    const AttemptStory attempt =
        firstAttemptAt("https://127.0.0.1:" + std::to_string(silent.serverPort()) + "/v1");

    EXPECT_EQ(attempt.errorClass, ErrorClass::TransportConnect);
    EXPECT_EQ(attempt.phase, FailPhase::Connect);
    EXPECT_TRUE(seen.startsWith("\x16\x03")) << "a greeting of TLS";
    EXPECT_FALSE(seen.contains("POST"));
}

} // namespace
} // namespace understudy
