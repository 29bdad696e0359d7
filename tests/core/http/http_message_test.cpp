#include "core/wire/http_message.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(HttpMessage, FindsTheFirstHeaderOfANameWhateverItsCase)
{
    const HttpHeaders headers{{"X-One", "1"}, {"Retry-After", "5"}, {"retry-after", "9"}};

    EXPECT_EQ(findHeader(headers, "RETRY-AFTER"), "5");
    EXPECT_EQ(findHeader(headers, "x-one"), "1");
    EXPECT_FALSE(findHeader(headers, "x-two"));
}

TEST(HttpUrl, ReadsAddressesAsVendorsWriteThem)
{
    const std::optional<HttpUrl> url = parseUrl("HTTPS://API.OpenAI.com/v1/models?limit=2");

    ASSERT_TRUE(url);
    EXPECT_EQ(*url, (HttpUrl{true, "api.openai.com", 443, "/v1/models?limit=2"}));
    EXPECT_EQ(url->origin(), "https://api.openai.com");
    EXPECT_EQ(url->hostHeader(), "api.openai.com");
}

TEST(HttpUrl, NamesThePortOnlyWhenItIsNotTheSchemesOwn)
{
    EXPECT_EQ(parseUrl("http://localhost:80")->origin(), "http://localhost");
    EXPECT_EQ(parseUrl("https://localhost:80")->origin(), "https://localhost:80");
    EXPECT_EQ(parseUrl("http://127.0.0.1:8123/v1")->hostHeader(), "127.0.0.1:8123");
}

TEST(HttpUrl, GivesAPathToAddressesWithoutOne)
{
    EXPECT_EQ(parseUrl("http://example.com")->path, "/");
    EXPECT_EQ(parseUrl("http://example.com?x=1")->path, "/?x=1");
}

TEST(HttpUrl, KeepsBracketsOutOfTheHostAndInTheHeader)
{
    const std::optional<HttpUrl> url = parseUrl("http://[::1]:11434/v1");

    ASSERT_TRUE(url);
    EXPECT_EQ(url->host, "::1");
    EXPECT_EQ(url->port, 11434);
    EXPECT_EQ(url->origin(), "http://[::1]:11434");
}

class RefusedAddress : public testing::TestWithParam<const char*>
{};

TEST_P(RefusedAddress, IsNoUrl) { EXPECT_FALSE(parseUrl(GetParam())); }

INSTANTIATE_TEST_SUITE_P(
    HttpUrl, RefusedAddress,
    testing::Values("", "example.com", "ftp://example.com", "http:/example.com", "http://",
                    "http:///path", "http://user@example.com", "http://user:pass@example.com/",
                    "http://example.com/#part", "http://example.com:0", "http://example.com:65536",
                    "http://example.com:", "http://example.com:8a", "http://example.com:-1",
                    "http://exa mple.com", "http://example.com/a b", "http://example.com\\@evil",
                    "http://example.com/\r\nX: y",
                    "http://b\xC3\xBC"
                    "cher.example",
                    "http://.example.com", "http://example.com.", "http://a..b", "http://[::1",
                    "http://[::1]x", "http://[nonsense]", "http://[fe80::1%25eth0]"));

TEST(HttpUrl, KnowsLoopbackAddressesAndIsNotFooledByNames)
{
    for (const char* text : {"http://127.0.0.1", "http://127.255.3.4:9", "http://localhost",
                             "http://LOCALHOST:1", "http://[::1]"}) {
        EXPECT_TRUE(parseUrl(text)->isLoopback()) << text;
    }
    for (const char* text : {"http://127.0.0.1.example.com", "http://127.0.0", "http://127.02.1.21",
                             "http://127.0.0.00", "http://127.0.0.256", "http://128.0.0.1",
                             "http://localhost.example.com", "http://[::2]"}) {
        EXPECT_FALSE(parseUrl(text)->isLoopback()) << text;
    }
}

} // namespace
} // namespace understudy
