#include "core/serve/http_reply.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(HttpReply, WritesAWholeReplyWithItsLength)
{
    EXPECT_EQ(wholeReply(404, {{"x-a", "b"}}, "gone"),
              "HTTP/1.1 404 Not Found\r\nx-a: b\r\ncontent-length: 4\r\n\r\ngone");
}

TEST(HttpReply, HasAReasonForEveryStatusItSendsAndAWordForTheRest)
{
    EXPECT_EQ(reasonOf(503), "Service Unavailable");
    EXPECT_EQ(reasonOf(418), "Unknown");
}

TEST(HttpReply, WritesChunksInHexAndNoneForNothing)
{
    EXPECT_EQ(chunk("abc"), "3\r\nabc\r\n");
    EXPECT_EQ(chunk(std::string(26, 'x')).substr(0, 4), "1a\r\n");
    EXPECT_EQ(chunk(""), "");
}

} // namespace
} // namespace understudy
