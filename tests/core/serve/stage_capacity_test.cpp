// Servers, queues and limits of simulated models, asked over several connections at once.
#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

// One client of its own; answers take 190 ms.
struct Client
{
    explicit Client(StageBench& benchOfIt)
        : bench(benchOfIt)
        , channel(benchOfIt.scheduler)
        , session(benchOfIt.stage.open(channel))
    {}
    void ask(std::string_view model = "gpt-5")
    {
        const std::string body = R"({"model":")" + std::string(model) +
                                 R"(","stream":true,"messages":[{"role":"user","content":"Hi"}]})";
        session->onRequest({"POST", "/openai/v1/chat/completions", {}}, body);
    }
    ParsedReply reply() const
    {
        ParsedReply parsed;
        HttpParser parser(HttpParser::Role::Response);
        parser.feed(channel.all, parsed);
        return parsed;
    }
    Duration firstAt() const { return channel.pieces.at(0).first - bench.begin; }

    StageBench& bench;
    RecordingChannel channel;
    std::unique_ptr<HttpSession> session;
};

StageOptions limited(Capacity capacity)
{
    StageOptions options = StageBench::steady();
    options.scenario.twins[0].capacity = capacity;
    options.scenario.twins[0].inputTokens = ConstantLaw{100};
    return options;
}

class StageCapacity : public testing::Test
{
protected:
    void build(const Capacity& capacity)
    {
        m_bench.emplace(limited(capacity));
        m_bench->begin = m_bench->scheduler.now();
        for (int i = 0; i < 3; ++i) {
            m_clients.push_back(std::make_unique<Client>(*m_bench));
        }
    }
    Client& client(std::size_t index) { return *m_clients.at(index); }

    std::optional<StageBench> m_bench;
    std::vector<std::unique_ptr<Client>> m_clients;
};

TEST_F(StageCapacity, WhoWaitsIsServedInTurn)
{
    build({.concurrent = 1});
    for (std::size_t i = 0; i < 3; ++i) {
        client(i).ask();
    }
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(0).firstAt(), 100_ms);
    EXPECT_EQ(client(1).firstAt(), 290_ms);
    EXPECT_EQ(client(2).firstAt(), 480_ms);
    EXPECT_TRUE(client(2).reply().isWhole);
}

TEST_F(StageCapacity, EachModelHasItsOwnServers)
{
    build({.concurrent = 1});
    client(0).ask("gpt-5");
    client(1).ask("gpt-6");
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(1).firstAt(), 100_ms);
}

TEST_F(StageCapacity, AFullModelRefusesWith429AndNoHint)
{
    build({.concurrent = 1, .whenFull = WhenFull::Reject});
    client(0).ask();
    client(1).ask();
    EXPECT_TRUE(client(1).channel.pieces.empty()) << "not from within the request";
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(1).reply().head.status, 429);
    EXPECT_EQ(client(1).firstAt(), 0_ms);
    EXPECT_FALSE(findHeader(client(1).reply().head.headers, "retry-after"));
    EXPECT_EQ(m_bench->stage.log().entries()[1].status, 429);
    client(2).ask();
    m_bench->scheduler.runUntilIdle();
    EXPECT_EQ(client(2).reply().head.status, 200) << "the first one has gone";
}

TEST_F(StageCapacity, ALimitTellsTheTrueWait)
{
    build({.requestsPerMinute = 1.0});
    client(0).ask();
    m_bench->scheduler.advanceBy(24'500_ms);
    client(1).ask();
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(1).reply().head.status, 429);
    EXPECT_EQ(findHeader(client(1).reply().head.headers, "retry-after-ms"), "35500");
    m_bench->scheduler.advanceBy(35'500_ms);
    client(2).ask();
    m_bench->scheduler.runUntilIdle();
    EXPECT_EQ(client(2).reply().head.status, 200);
}

TEST_F(StageCapacity, TokensAreCountedAsTheAnswerWillBe)
{
    build({.tokensPerMinute = 300.0}); // 110 an answer
    for (std::size_t i = 0; i < 3; ++i) {
        client(i).ask();
    }
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(1).reply().head.status, 200);
    EXPECT_EQ(client(2).reply().head.status, 429);
    EXPECT_EQ(findHeader(client(2).reply().head.headers, "retry-after"), "6");
}

TEST_F(StageCapacity, WhoGoesAwayLeavesTheQueueOrFreesItsServer)
{
    build({.concurrent = 1});
    for (std::size_t i = 0; i < 3; ++i) {
        client(i).ask();
    }
    client(1).session.reset();
    m_bench->scheduler.advanceBy(120_ms);
    client(0).session.reset();
    m_bench->scheduler.runUntilIdle();

    EXPECT_TRUE(client(1).channel.pieces.empty());
    EXPECT_EQ(client(2).firstAt(), 220_ms);
}

TEST_F(StageCapacity, AServerMayFinishItsWorkForNobody)
{
    build({.concurrent = 1, .onAbandon = OnAbandon::Finish});
    client(0).ask();
    client(1).ask();
    m_bench->scheduler.advanceBy(120_ms);
    client(0).session.reset();
    m_bench->scheduler.runUntilIdle();

    EXPECT_EQ(client(1).firstAt(), 290_ms);
}

TEST_F(StageCapacity, WhatIsRefusedAtTheDoorTakesNoServer)
{
    StageOptions options = limited({.concurrent = 1});
    TwinFailure failure;
    failure.errorClass = ErrorClass::Auth;
    failure.status = 401;
    failure.share = 1;
    failure.after = ConstantLaw{50};
    options.scenario.twins[0].failures = {failure};
    StageBench bench(options);
    bench.begin = bench.scheduler.now();
    Client first(bench);
    Client second(bench);
    first.ask();
    second.ask();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(second.reply().head.status, 401);
    EXPECT_EQ(second.firstAt(), 50_ms);
}

} // namespace
} // namespace understudy
