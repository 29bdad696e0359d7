// A model that does not take a parameter is asked once more without it; nobody counts that.
#include "core/wire/request_mend.h"

#include "tests/core/wire/driver_bench.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

std::string unsupported(const std::string& param, const std::string& code = "unsupported_parameter")
{
    return R"({"error":{"message":"Unsupported","param":")" + param + R"(","code":")" + code +
           R"("}})";
}

Endpoint compatible(JsonMembers params)
{
    Endpoint endpoint = DriverBench::openAi();
    endpoint.provider = "other";
    endpoint.params = std::move(params);
    return endpoint;
}

void refuse(DriverBench& bench, std::size_t index, const std::string& body)
{
    bench.transport.connect(index);
    bench.transport.answer(index, {400, "", {}});
    bench.transport.send(index, body);
    bench.transport.end(index);
}

const std::string kAnswer =
    "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
    "data: [DONE]\n\n";

void answer(DriverBench& bench, std::size_t index)
{
    bench.transport.connect(index);
    bench.transport.answer(index, DriverBench::stream());
    bench.transport.send(index, kAnswer);
    bench.transport.end(index);
}

bool holds(const DriverBench& bench, std::size_t index, std::string_view text)
{
    return bench.transport.request(index).body.find(text) != std::string::npos;
}

TEST(RequestMend, SendsALimitOnceMoreUnderItsNewName)
{
    DriverBench bench(compatible({{"max_tokens", "64"}}));
    bench.begin();

    refuse(bench, 0, unsupported("max_tokens"));
    ASSERT_EQ(bench.transport.opened(), 2U);
    answer(bench, 1);

    EXPECT_TRUE(holds(bench, 1, "\"max_completion_tokens\":64"));
    EXPECT_FALSE(holds(bench, 1, "\"max_tokens\""));
    EXPECT_EQ(bench.transport.request(1).headers, bench.transport.request(0).headers);
    EXPECT_EQ(bench.story(), "connected | headers 200 | payload | first token | text a | "
                             "progress 1 | succeeded stop 1 usage 5/0/1");
}

TEST(RequestMend, SaysThatATemperatureIsNotSent)
{
    DriverBench bench(compatible({{"temperature", "0.5"}}));
    bench.begin();

    refuse(bench, 0, unsupported("temperature", "unsupported_value"));
    answer(bench, 1);

    EXPECT_FALSE(holds(bench, 1, "temperature"));
    EXPECT_TRUE(bench.story().starts_with("connected | dropped temperature | headers 200"))
        << bench.story();
}

TEST(RequestMend, LeavesStreamOptionsOutWhereTheyAreNotKnown)
{
    DriverBench bench(compatible({}));
    bench.begin();

    refuse(bench, 0, unsupported("stream_options.include_usage", "unknown_parameter"));
    answer(bench, 1);

    EXPECT_TRUE(holds(bench, 0, "stream_options"));
    EXPECT_FALSE(holds(bench, 1, "stream_options"));
}

TEST(RequestMend, RemembersWhatTheModelDoesNotTake)
{
    DriverBench bench(compatible({{"temperature", "0.5"}}));
    bench.begin();
    refuse(bench, 0, unsupported("temperature"));
    answer(bench, 1);
    bench.log.lines.clear();

    bench.driver.begin(bench.start(2));
    answer(bench, 2);

    EXPECT_FALSE(holds(bench, 2, "temperature"));
    EXPECT_TRUE(bench.story().starts_with("dropped temperature | connected")) << bench.story();
}

TEST(RequestMend, MendsOnceOnly)
{
    DriverBench bench(compatible({{"max_tokens", "64"}, {"temperature", "0.5"}}));
    bench.begin();

    refuse(bench, 0, unsupported("max_tokens"));
    refuse(bench, 1, unsupported("temperature"));

    EXPECT_EQ(bench.transport.opened(), 2U);
    EXPECT_EQ(bench.story(), "connected | headers 400 | message Unsupported | "
                             "failed invalid_request 400 0 usage 0/0/0");
}

TEST(RequestMend, LeavesEveryOtherRefusalAsItIs)
{
    for (const std::string& body :
         {unsupported("top_p"), unsupported("max_tokens"), unsupported("temperature", "invalid"),
          std::string(R"({"error":{"message":"Unsupported"}})")}) {
        DriverBench bench(compatible({{"temperature", "0.5"}}));
        bench.begin();

        refuse(bench, 0, body);

        EXPECT_EQ(bench.transport.opened(), 1U) << body;
        EXPECT_EQ(bench.story(), "connected | headers 400 | message Unsupported | "
                                 "failed invalid_request 400 0 usage 0/0/0");
    }
}

TEST(RequestMend, TellsARefusalWhoseBodyNeverEndsAfterTwoSeconds)
{
    DriverBench bench(compatible({{"max_tokens", "64"}}));
    bench.begin();
    bench.transport.answer(0, {400, "", {}});
    bench.transport.send(0, unsupported("max_tokens"));

    bench.scheduler.advanceBy(2_s);

    EXPECT_EQ(bench.transport.opened(), 1U);
    EXPECT_TRUE(bench.story().ends_with("failed invalid_request 400 0 usage 0/0/0"));
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(RequestMend, SendsNothingMoreOnceAbandoned)
{
    DriverBench bench(compatible({{"max_tokens", "64"}}));
    bench.begin();
    bench.transport.answer(0, {400, "", {}});

    bench.driver.abandon(bench.start().id);
    bench.transport.send(0, unsupported("max_tokens"));
    bench.transport.end(0);

    EXPECT_EQ(bench.transport.opened(), 1U);
    EXPECT_EQ(bench.story(), "");
    EXPECT_TRUE(bench.transport.isCancelled(0));
}

TEST(RequestMend, DropsALimitWhoseNewNameIsTaken)
{
    const Endpoint endpoint =
        mended(compatible({{"max_tokens", "1"}, {"max_completion_tokens", "2"}}), "max_tokens");

    EXPECT_EQ(endpoint.params, (JsonMembers{{"max_completion_tokens", "2"}}));
}

} // namespace
} // namespace understudy
