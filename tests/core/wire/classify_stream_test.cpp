// Rows of the classification that concern streams: errors inside them and the ways they end.
#include "core/wire/classify.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const ResponseHead kHead{200, "OK", {}};

Verdict inStream(const std::string& json)
{
    StreamState state;
    state.error = readErrorBody(std::string_view(json));
    state.isDone = true;
    return classifyStream(kHead, state, StreamEnding::Complete, {});
}

Verdict faulty(StreamFault fault)
{
    StreamState state;
    state.fault = fault;
    state.error = ErrorBody{.message = "Log in"};
    return classifyStream(kHead, state, StreamEnding::Complete, {});
}

StreamState whole(Finish finish, std::uint32_t tokens)
{
    StreamState state;
    state.finish = finish;
    state.isWhole = true;
    state.tokens = tokens;
    state.bytes = 100;
    return state;
}

Verdict ended(const StreamState& state, StreamEnding ending = StreamEnding::Complete)
{
    return classifyStream(kHead, state, ending, {});
}

TEST(ClassifyStream, ReadsErrorsInsideTheStreamByTheSameTable)
{
    EXPECT_EQ(inStream(R"({"error":{"type":"overloaded_error","message":"m"}})").errorClass,
              ErrorClass::Overload);
    EXPECT_EQ(inStream(R"({"error":{"type":"rate_limit_error","message":"m"}})").errorClass,
              ErrorClass::RateLimitWait);
    EXPECT_EQ(inStream(R"({"error":{"type":"api_error","message":"m"}})").errorClass,
              ErrorClass::Server);
    EXPECT_EQ(inStream(R"({"error":{"type":"insufficient_quota","message":"m"}})").errorClass,
              ErrorClass::QuotaExhausted);
    EXPECT_EQ(inStream(R"({"error":{"type":"authentication_error","message":"m"}})").errorClass,
              ErrorClass::Auth);
    EXPECT_EQ(inStream(R"({"error":{"type":"not_found_error","message":"m"}})").errorClass,
              ErrorClass::ModelMissing);
    EXPECT_EQ(inStream(R"({"error":{"type":"timeout_error","message":"m"}})").errorClass,
              ErrorClass::ServerDeadline);
    EXPECT_EQ(inStream(R"({"error":{"type":"invalid_request_error","message":"m"}})").errorClass,
              ErrorClass::InvalidRequest);
    EXPECT_EQ(inStream(R"({"error":{"code":400,"message":"prompt is too long"}})").errorClass,
              ErrorClass::Context);
    EXPECT_EQ(inStream(R"({"error":{"code":502,"message":"m"}})").errorClass, ErrorClass::Server);
}

TEST(ClassifyStream, TakesAnUnknownErrorForTheServers)
{
    const Verdict verdict = inStream(R"({"error":"gave up"})");

    EXPECT_EQ(verdict.errorClass, ErrorClass::Server);
    EXPECT_EQ(verdict.row, "S1");
    EXPECT_EQ(verdict.status, 200);
    EXPECT_EQ(verdict.message, "gave up");
}

TEST(ClassifyStream, KnowsEveryFaultOfAStream)
{
    EXPECT_EQ(faulty(StreamFault::Malformed).errorClass, ErrorClass::StreamMalformed);
    EXPECT_EQ(faulty(StreamFault::Malformed).row, "S3");
    EXPECT_EQ(faulty(StreamFault::TooLarge).errorClass, ErrorClass::StreamMalformed);
    EXPECT_EQ(faulty(StreamFault::TooLarge).row, "S17");
    EXPECT_EQ(faulty(StreamFault::Spliced).errorClass, ErrorClass::StreamSpliced);
    EXPECT_EQ(faulty(StreamFault::NotAnApi).errorClass, ErrorClass::Endpoint);
    EXPECT_EQ(faulty(StreamFault::NotAnApi).message, "not an API reply: Log in");
}

TEST(ClassifyStream, CallsAStreamWithoutItsTerminalMarkerCut)
{
    StreamState state;
    state.bytes = 50;
    state.tokens = 3;

    EXPECT_EQ(ended(state).errorClass, ErrorClass::StreamCut);
    EXPECT_EQ(ended(state).message, "stream ended without its terminal marker after 3 tokens");
    EXPECT_EQ(ended(state, StreamEnding::Reset).message, "connection reset after 3 tokens");
    EXPECT_EQ(ended(state, StreamEnding::Closed).message, "connection closed after 3 tokens");
    EXPECT_EQ(ended(state, StreamEnding::Closed).row, "S5");
}

TEST(ClassifyStream, CallsBytesThatAreNoHttpAndHalfAJsonBodyATransportFault)
{
    StreamState state;
    state.bytes = 50;
    EXPECT_EQ(ended(state, StreamEnding::Garbled).errorClass, ErrorClass::TransportReset);

    state.isJson = true;
    EXPECT_EQ(ended(state, StreamEnding::Reset).errorClass, ErrorClass::TransportReset);
}

TEST(ClassifyStream, AcceptsAnAnswer)
{
    for (const Finish finish : {Finish::Stop, Finish::Length, Finish::Tools, Finish::Other}) {
        EXPECT_EQ(ended(whole(finish, 1)).errorClass, ErrorClass::None);
        EXPECT_EQ(ended(whole(finish, 1), StreamEnding::Reset).errorClass, ErrorClass::None);
    }
}

TEST(ClassifyStream, AcceptsARefusalWithAndWithoutText)
{
    EXPECT_EQ(ended(whole(Finish::Refusal, 0)).errorClass, ErrorClass::None);
    EXPECT_EQ(ended(whole(Finish::Refusal, 5)).errorClass, ErrorClass::None);
}

TEST(ClassifyStream, RefusesAnAnswerWithoutContent)
{
    StreamState silent;
    StreamState onlyDone;
    onlyDone.bytes = 14;
    onlyDone.isDone = true;

    EXPECT_EQ(ended(whole(Finish::Stop, 0)).errorClass, ErrorClass::Empty);
    EXPECT_EQ(ended(whole(Finish::Other, 0)).errorClass, ErrorClass::Empty);
    EXPECT_EQ(ended(whole(Finish::Length, 0)).errorClass, ErrorClass::EmptyLength);
    EXPECT_EQ(ended(silent).errorClass, ErrorClass::Empty);
    EXPECT_EQ(ended(onlyDone).errorClass, ErrorClass::Empty);
    EXPECT_EQ(ended(silent, StreamEnding::Reset).errorClass, ErrorClass::StreamCut);
}

TEST(ClassifyStream, TellsAFullWindowFromAShortLimit)
{
    StreamState state = whole(Finish::Length, 0);
    state.isWindowFull = true;

    EXPECT_EQ(ended(state).errorClass, ErrorClass::Context);
    state.tokens = 1;
    EXPECT_EQ(ended(state).errorClass, ErrorClass::None);
}

TEST(ClassifyStream, JudgesFiltersAndErrorsEvenAfterContent)
{
    EXPECT_EQ(ended(whole(Finish::Filter, 9)).errorClass, ErrorClass::PolicyOutput);
    EXPECT_EQ(ended(whole(Finish::Filter, 0)).errorClass, ErrorClass::PolicyOutput);
    EXPECT_EQ(ended(whole(Finish::Error, 9)).errorClass, ErrorClass::Server);
    EXPECT_EQ(ended(whole(Finish::Error, 9)).row, "S2");
}

} // namespace
} // namespace understudy
