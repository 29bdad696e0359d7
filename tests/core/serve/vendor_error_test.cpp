#include "core/serve/vendor_error.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Fault statusFault(std::uint16_t status, std::string code = {})
{
    Fault fault;
    fault.kind = FaultKind::Status;
    fault.status = status;
    fault.code = std::move(code);
    return fault;
}

Fault eventFault(std::string code = {})
{
    Fault fault;
    fault.kind = FaultKind::ErrorEvent;
    fault.code = std::move(code);
    return fault;
}

TEST(VendorError, IsThePlainestOfItsStatusWithoutACode)
{
    const VendorError openAi = injectedError(Dialect::OpenAiChat, statusFault(503));
    const VendorError anthropic = injectedError(Dialect::Anthropic, statusFault(503));

    EXPECT_EQ(openAi.status, 503);
    EXPECT_EQ(openAi.type, "server_error");
    EXPECT_EQ(openAi.code, "");
    EXPECT_EQ(anthropic.type, "api_error");
    EXPECT_EQ(injectedError(Dialect::Anthropic, statusFault(529)).type, "overloaded_error");
    EXPECT_EQ(injectedError(Dialect::Anthropic, statusFault(429)).type, "rate_limit_error");
    EXPECT_EQ(injectedError(Dialect::OpenAiChat, statusFault(429)).code, "rate_limit_exceeded");
}

TEST(VendorError, FallsBackToTheStatusesOfItsHundred)
{
    EXPECT_EQ(injectedError(Dialect::Anthropic, statusFault(418)).type, "invalid_request_error");
    EXPECT_EQ(injectedError(Dialect::Anthropic, statusFault(418)).status, 418);
    EXPECT_EQ(injectedError(Dialect::OpenAiChat, statusFault(599)).type, "server_error");
}

TEST(VendorError, CarriesTheChosenCodeWhereTheVendorPutsIt)
{
    const VendorError openAi =
        injectedError(Dialect::OpenAiChat, statusFault(429, "insufficient_quota"));
    const VendorError type =
        injectedError(Dialect::Anthropic, statusFault(429, "overloaded_error"));
    const VendorError detail =
        injectedError(Dialect::Anthropic, statusFault(429, "enforced_spend_limit_reached"));

    EXPECT_EQ(openAi.type, "insufficient_quota");
    EXPECT_EQ(openAi.code, "insufficient_quota");
    EXPECT_EQ(type.type, "overloaded_error");
    EXPECT_EQ(type.code, "");
    EXPECT_EQ(detail.type, "rate_limit_error");
    EXPECT_EQ(detail.code, "enforced_spend_limit_reached");
}

TEST(VendorError, ReadsAnEventsMeaningFromItsCode)
{
    EXPECT_EQ(injectedError(Dialect::OpenAiChat, eventFault()).type, "server_error");
    EXPECT_EQ(injectedError(Dialect::Anthropic, eventFault()).type, "api_error");
    const VendorError overloaded =
        injectedError(Dialect::Anthropic, eventFault("overloaded_error"));
    EXPECT_EQ(overloaded.type, "overloaded_error");
    EXPECT_EQ(overloaded.status, 529);
}

} // namespace
} // namespace understudy
