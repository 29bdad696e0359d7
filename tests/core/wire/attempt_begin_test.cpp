// What goes out when an attempt begins, and what happens when nothing can.
#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string header(const HttpRequest& request, std::string_view name)
{
    return std::string(findHeader(request.headers, name).value_or("(none)"));
}

Endpoint simulated()
{
    Endpoint endpoint = DriverBench::openAi();
    endpoint.base = *parseUrl("http://127.0.0.1:4000/openai/v1");
    endpoint.auth = AuthStyle::None;
    endpoint.isSimulated = true;
    return endpoint;
}

std::string token(const std::string& text)
{
    return R"(data: {"choices":[{"delta":{"content":")" + text + R"("}}]})" + "\n\n";
}

const std::string kRole = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n";

// Begins with a fault, as the outage driver hands it on, and plays three tokens.
std::string storyOf(DriverBench& bench, const Fault& fault)
{
    AttemptStart start = bench.start();
    start.fault = &fault;
    bench.driver.begin(start);
    bench.transport.answer(0, DriverBench::stream());
    bench.transport.send(0, kRole + token("a") + token("b") + token("c"));
    return bench.story();
}

TEST(AttemptBegin, SendsTheKeyToItsOriginOnly)
{
    DriverBench bench;

    bench.begin();

    EXPECT_EQ(bench.keys.asked, std::vector<std::string>{"openai https://api.openai.com"});
    EXPECT_EQ(header(bench.transport.request(0), "authorization"), "Bearer sk-secret");
    EXPECT_EQ(bench.transport.request(0).url.path, "/v1/chat/completions");
    EXPECT_EQ(header(bench.transport.request(0), "x-understudy-run"), "(none)");
}

TEST(AttemptBegin, AsksForNoKeyWhereNoneIsSent)
{
    DriverBench bench(simulated());

    bench.begin();

    EXPECT_TRUE(bench.keys.asked.empty());
    EXPECT_EQ(header(bench.transport.request(0), "authorization"), "(none)");
}

TEST(AttemptBegin, FailsLaterWhenTheKeyIsMissingOrUnusable)
{
    for (const char* key : {"", "sk\r\nx: y"}) {
        DriverBench bench;
        bench.keys.keys["openai"] = key;

        bench.begin();
        EXPECT_EQ(bench.story(), "");
        bench.scheduler.runUntilIdle();

        EXPECT_EQ(bench.transport.opened(), 0U);
        EXPECT_TRUE(bench.story().ends_with("failed auth 0 0 usage 0/0/0")) << bench.story();
        EXPECT_NE(bench.story().find("key named \"openai\""), std::string::npos);
        EXPECT_EQ(bench.story().find("sk\r"), std::string::npos);
    }
}

TEST(AttemptBegin, FailsLaterWhenTheDialectIsNotSpoken)
{
    Endpoint endpoint = DriverBench::openAi();
    endpoint.dialect = Dialect::Gemini;
    DriverBench bench(endpoint);

    bench.begin();
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.story(), "message dialect \"gemini\" cannot be sent yet | "
                             "failed endpoint 0 0 usage 0/0/0");
}

TEST(AttemptBegin, SaysNothingWhenAbandonedBeforeItCouldFail)
{
    DriverBench bench;
    bench.keys.keys.clear();

    bench.begin();
    bench.driver.abandon(bench.start().id);
    bench.scheduler.runUntilIdle();

    EXPECT_EQ(bench.story(), "");
    EXPECT_FALSE(bench.transport.hasStrayCancel());
}

TEST(AttemptBegin, NotesDroppedParametersBeforeAnythingElse)
{
    Endpoint endpoint = DriverBench::anthropic();
    endpoint.params = {{"seed", "1"}, {"top_k", "5"}};
    DriverBench bench(endpoint);

    bench.begin();
    bench.transport.breakDown(0, TransportFault::Dns);

    EXPECT_EQ(bench.story(), "dropped seed | failed transport.dns 0 0 usage 0/0/0");
}

TEST(AttemptBegin, KeysTheDrawsOfTheEmbeddedProviders)
{
    DriverBench bench(simulated());

    bench.begin();

    EXPECT_EQ(header(bench.transport.request(0), "x-understudy-run"), "41.2");
    EXPECT_EQ(header(bench.transport.request(0), kFaultHeader), "(none)");
}

TEST(AttemptBegin, HandsASimulatedFaultToTheEmbeddedProvider)
{
    DriverBench bench(simulated());
    const Fault fault{.kind = FaultKind::Status, .status = 529};

    AttemptStart start = bench.start();
    start.fault = &fault;
    bench.driver.begin(start);

    const HttpRequest& request = bench.transport.request(0);
    EXPECT_EQ(decodeFault(header(request, kFaultHeader)), fault);
    EXPECT_EQ(request.url.port, 4000);
}

TEST(AttemptBegin, SendsASimulatedRefusalToAClosedPort)
{
    DriverBench bench(simulated());
    const Fault fault{.kind = FaultKind::Refuse};
    bench.driver.setClosedPort(9);

    AttemptStart start = bench.start();
    start.fault = &fault;
    bench.driver.begin(start);

    EXPECT_EQ(bench.transport.request(0).url.origin(), "http://127.0.0.1:9");
    EXPECT_EQ(header(bench.transport.request(0), kFaultHeader), "(none)");
}

TEST(AttemptBegin, CutsARealStreamAfterItsTokens)
{
    DriverBench bench;

    const std::string story = storyOf(bench, {.kind = FaultKind::Cut, .afterTokens = 2});

    EXPECT_TRUE(story.ends_with("text b | progress 2 | message connection reset after 2 tokens | "
                                "failed stream.cut 200 2 usage 5/0/2"))
        << story;
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(AttemptBegin, TruncatesARealStreamWithOtherWords)
{
    DriverBench bench;

    const std::string story = storyOf(bench, {.kind = FaultKind::Truncate, .afterTokens = 1});

    EXPECT_TRUE(story.ends_with(
        "progress 1 | message stream ended without its terminal marker after 1 token | "
        "failed stream.cut 200 1 usage 5/0/1"))
        << story;
}

TEST(AttemptBegin, BreaksARealStreamAfterItsPreambleWhenNoTokensAreGiven)
{
    DriverBench bench;

    const std::string story = storyOf(bench, {.kind = FaultKind::Cut, .afterTokens = 0});

    EXPECT_EQ(story, "headers 200 | payload | message connection reset after 0 tokens | "
                     "failed stream.cut 200 0 usage 5/0/0");
}

TEST(AttemptBegin, ClassifiesAnInjectedErrorAsTheVendorsOwn)
{
    DriverBench plain;
    DriverBench coded;

    const std::string server = storyOf(plain, {.kind = FaultKind::ErrorEvent, .afterTokens = 1});
    const std::string overload = storyOf(
        coded, {.kind = FaultKind::ErrorEvent, .code = "overloaded_error", .afterTokens = 1});

    EXPECT_TRUE(server.ends_with("failed server 200 1 usage 5/0/1")) << server;
    EXPECT_TRUE(overload.ends_with("failed overload 200 1 usage 5/0/1")) << overload;
}

TEST(AttemptBegin, LetsARealStreamSucceedThatIsShorterThanItsFault)
{
    DriverBench bench;

    (void)storyOf(bench, {.kind = FaultKind::Cut, .afterTokens = 10});
    bench.transport.send(0, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
    bench.transport.end(0);

    EXPECT_EQ(bench.log.last.kind, SignalKind::Succeeded);
}

} // namespace
} // namespace understudy
