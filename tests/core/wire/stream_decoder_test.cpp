#include "core/wire/stream_decoder.h"

#include "tests/core/wire/decoded_stream.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

const std::string kToken = R"(data: {"choices":[{"delta":{"content":"a"}}]})";

DecodedStream openAi(const std::string& bytes, bool isMessageWhole = true)
{
    DecodedStream stream(Dialect::OpenAiChat);
    stream.feed(bytes).end(isMessageWhole);
    return stream;
}

TEST(StreamDecoder, AcceptsAWholeEventThatLacksItsBlankLine)
{
    for (const char* ending : {"", "\n", "\r\n"}) {
        EXPECT_EQ(openAi(kToken + ending).text, "a");
        EXPECT_EQ(openAi(kToken + ending, false).text, "a");
        EXPECT_TRUE(openAi(std::string("data: [DONE]") + ending).state().isDone);
    }
}

TEST(StreamDecoder, NeverRepairsHalfAnEvent)
{
    for (std::size_t length = 6; length < kToken.size(); ++length) {
        const DecodedStream stream = openAi(kToken.substr(0, length));

        EXPECT_EQ(stream.text, "");
        EXPECT_EQ(stream.state().fault, StreamFault::None);
    }
    EXPECT_EQ(openAi("data: 5").story, "");
}

TEST(StreamDecoder, StopsAtAnEventThatIsNotJson)
{
    const DecodedStream stream = openAi(kToken + "\n\ndata: {\"a\":1\n\n" + kToken + "\n\n");

    EXPECT_EQ(stream.text, "a");
    EXPECT_EQ(stream.state().fault, StreamFault::Malformed);
}

TEST(StreamDecoder, StopsAtTwoValuesInOneEvent)
{
    EXPECT_EQ(openAi("data: {\"a\":1}\ndata: {\"b\":2}\n\n").state().fault, StreamFault::Malformed);
    EXPECT_EQ(openAi("data: {\"a\":\ndata: 2}\n\n").state().fault, StreamFault::None);
}

TEST(StreamDecoder, SkipsCommentsAndEmptyEvents)
{
    const DecodedStream stream =
        openAi(": OPENROUTER PROCESSING\n\n: keep-alive\n\ndata:\n\n" + kToken + "\n\n");

    EXPECT_EQ(stream.story, R"("a")");
}

TEST(StreamDecoder, IgnoresEverythingAfterTheDoneSign)
{
    EXPECT_EQ(openAi("data: [DONE]\n\n" + kToken + "\n\nrubbish{").story, "");
}

TEST(StreamDecoder, StopsAtWhatIsTooLarge)
{
    const SseLimits limits{.lineBytes = 64, .eventBytes = 100};
    DecodedStream line(Dialect::OpenAiChat, limits);
    DecodedStream body(Dialect::OpenAiChat, limits);
    DecodedStream blanks(Dialect::OpenAiChat, limits);

    line.feed("data: " + std::string(60, 'x'));
    body.feed("{\"a\":\"" + std::string(100, 'x'));
    blanks.feed(std::string(101, '\n'));

    EXPECT_EQ(line.state().fault, StreamFault::TooLarge);
    EXPECT_EQ(body.state().fault, StreamFault::TooLarge);
    EXPECT_EQ(blanks.state().fault, StreamFault::TooLarge);
}

std::string emptyChunks(std::size_t count)
{
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        bytes += "data: {\"choices\":[]}\n\n";
    }
    return bytes;
}

TEST(StreamDecoder, StopsAtTheEventTooManyThatHoldsNoContent)
{
    DecodedStream held(Dialect::OpenAiChat);
    DecodedStream runaway(Dialect::OpenAiChat);

    held.feed(emptyChunks(kPreambleEvents));
    runaway.feed(emptyChunks(kPreambleEvents + 1));

    EXPECT_EQ(held.state().fault, StreamFault::None);
    EXPECT_EQ(runaway.state().fault, StreamFault::Runaway);
    EXPECT_TRUE(runaway.state().isDone);
}

TEST(StreamDecoder, StopsAtAPreambleOfTooManyBytes)
{
    const std::string half = "data: {\"x\":\"" + std::string(kPreambleBytes / 2, 'x') + "\"}\n\n";
    DecodedStream stream(Dialect::OpenAiChat);

    EXPECT_EQ(stream.feed(half).state().fault, StreamFault::None);
    EXPECT_EQ(stream.feed(half).state().fault, StreamFault::Runaway);
}

TEST(StreamDecoder, CountsNeitherReasoningNorPingsNorWhatFollowsContentAsPreamble)
{
    std::string bytes;
    for (std::uint32_t i = 0; i < 2 * kPreambleEvents; ++i) {
        bytes += ": waiting\n\ndata: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\n\n";
    }
    bytes += "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    DecodedStream stream(Dialect::OpenAiChat);

    stream.feed(bytes + emptyChunks(2 * kPreambleEvents));

    EXPECT_EQ(stream.state().fault, StreamFault::None);
    EXPECT_EQ(stream.state().tokens, 1U);
}

TEST(StreamDecoder, FindsAnErrorInAJsonBody)
{
    for (const char* body :
         {R"({"error":{"message":"m"}})", R"({"error":"m"})", R"({"message":"m"})",
          R"([{"error":{"message":"m","code":429}}])", R"({"detail":"m"})"}) {
        const DecodedStream stream = openAi(body);

        ASSERT_TRUE(stream.state().error) << body;
        EXPECT_EQ(stream.state().error->message, "m") << body;
        EXPECT_FALSE(stream.state().isWhole) << body;
    }
}

TEST(StreamDecoder, NeedsTheWholeOfAJsonBody)
{
    const std::string body = R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})";

    EXPECT_EQ(openAi(body).text, "Hi");
    EXPECT_EQ(openAi(body, false).text, "");
    EXPECT_EQ(openAi(body.substr(0, 30)).state().fault, StreamFault::Malformed);
    EXPECT_TRUE(openAi(body.substr(0, 30), false).state().isJson);
}

TEST(StreamDecoder, RecognisesAWebPage)
{
    const DecodedStream stream = openAi("\r\n<!DOCTYPE html><title>Log in</title>");

    EXPECT_EQ(stream.state().fault, StreamFault::NotAnApi);
    ASSERT_TRUE(stream.state().error);
    EXPECT_EQ(stream.state().error->message, "Log in");
}

TEST(StreamDecoder, KeepsLeadingBlanksInFrontOfTheirField)
{
    EXPECT_EQ(openAi(" " + kToken + "\n\n").story, ""); // " data" is another field
    EXPECT_EQ(openAi("\n\n" + kToken + "\n\n").text, "a");
    EXPECT_EQ(openAi("\xEF\xBB\xBF" + kToken + "\n\n").text, "a");
}

} // namespace
} // namespace understudy
