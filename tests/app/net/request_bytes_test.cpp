#include "app/net/request_bytes.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

HttpRequest requestTo(const char* url)
{
    HttpRequest request;
    request.url = *parseUrl(url);
    return request;
}

TEST(RequestBytes, HoldTheRequestAndWhatTheTransportAdds)
{
    HttpRequest request = requestTo("https://api.example.com/v1/chat?x=1");
    request.headers = {{"Authorization", "Bearer k"}};
    request.body = "{}";

    EXPECT_EQ(requestBytes(request, "understudy/9"),
              "POST /v1/chat?x=1 HTTP/1.1\r\nHost: api.example.com\r\nConnection: keep-alive\r\n"
              "User-Agent: understudy/9\r\nAuthorization: Bearer k\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(RequestBytes, HaveNoLengthWithoutABodyToGet)
{
    HttpRequest request = requestTo("http://127.0.0.1:81/v1/models");
    request.method = "GET";

    EXPECT_EQ(requestBytes(request, "u"), "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:81\r\n"
                                          "Connection: keep-alive\r\nUser-Agent: u\r\n\r\n");
}

TEST(RequestBytes, LeaveFramingToTheTransport)
{
    HttpRequest request = requestTo("http://a.example");
    request.headers = {{"host", "evil.example"},
                       {"Content-Length", "99"},
                       {"Transfer-Encoding", "chunked"},
                       {"User-Agent", "mine"}};

    EXPECT_EQ(requestBytes(request, "u"), "POST / HTTP/1.1\r\nHost: a.example\r\n"
                                          "Connection: keep-alive\r\nUser-Agent: mine\r\n"
                                          "Content-Length: 0\r\n\r\n");
}

TEST(RequestBytes, AreNoneWhenAPartOfThemCouldSmuggle)
{
    HttpRequest header = requestTo("http://a.example");
    header.headers = {{"x", "a\r\nb: c"}};
    HttpRequest name = requestTo("http://a.example");
    name.headers = {{"x y", "a"}};
    HttpRequest path = requestTo("http://a.example");
    path.url.path = "/a b";
    HttpRequest method = requestTo("http://a.example");
    method.method = "GET /";

    for (const HttpRequest& request : {header, name, path, method}) {
        EXPECT_FALSE(requestBytes(request, "u"));
    }
}

} // namespace
} // namespace understudy
