#include "core/serve/provider_routes.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

TEST(ProviderRoutes, FindsTheChatOfEachDialectUnderAnyProvider)
{
    EXPECT_EQ(routeOf("POST", "/openai/v1/chat/completions"),
              (ProviderRoute{RouteKind::Chat, Dialect::OpenAiChat, "openai", {}}));
    EXPECT_EQ(routeOf("POST", "/anthropic/v1/messages?beta=true"),
              (ProviderRoute{RouteKind::Chat, Dialect::Anthropic, "anthropic", {}}));
    EXPECT_EQ(routeOf("POST", "/my%20own/v1/chat/completions").provider, "my own");
}

TEST(ProviderRoutes, ListsModelsAsTheirVendorWritesThem)
{
    EXPECT_EQ(routeOf("GET", "/anthropic/v1/models").dialect, Dialect::Anthropic);
    EXPECT_EQ(routeOf("GET", "/local/v1/models").dialect, Dialect::OpenAiChat);
}

TEST(ProviderRoutes, KnowsItsControls)
{
    EXPECT_EQ(routeOf("GET", "/control/outages").kind, RouteKind::Outages);
    EXPECT_EQ(routeOf("PUT", "/control/outages").kind, RouteKind::Outages);
    EXPECT_EQ(routeOf("DELETE", "/control/outages").kind, RouteKind::Outages);
    EXPECT_EQ(routeOf("GET", "/control/log").kind, RouteKind::Log);
}

TEST(ProviderRoutes, TellsAWrongMethodFromAWrongPath)
{
    EXPECT_EQ(routeOf("GET", "/openai/v1/chat/completions").allowed, "POST");
    EXPECT_EQ(routeOf("POST", "/control/log").allowed, "GET");
    EXPECT_EQ(routeOf("PATCH", "/control/outages").kind, RouteKind::BadMethod);
    for (const char* target :
         {"/", "", "*", "/v1/chat/completions", "//v1/chat/completions", "/openai",
          "/openai/v1/chat/completions/", "/openai/v1/responses", "/control/", "/control/x",
          "/a/b/v1/messages", "/%zz/v1/messages", "/%0a/v1/messages", "/%4/v1/messages",
          "http://127.0.0.1/openai/v1/chat/completions"}) {
        EXPECT_EQ(routeOf("POST", target).kind, RouteKind::NotFound) << target;
    }
}

} // namespace
} // namespace understudy
