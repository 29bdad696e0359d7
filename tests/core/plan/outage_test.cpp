#include "core/plan/outage.h"

#include "core/plan/outage_rules.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Outage read(std::string_view text)
{
    const Result<Outage> outage = outageFromFlag(text, "cli-1");
    EXPECT_TRUE(outage) << text << ": " << (outage ? "" : outage.error().what);
    return outage ? *outage : Outage{};
}

Problem refused(std::string_view text)
{
    const Result<Outage> outage = outageFromFlag(text, "cli-1");
    EXPECT_FALSE(outage) << text;
    return outage ? Problem{} : outage.error();
}

TEST(OutageFlag, ReadsATargetAKindAndAValue)
{
    const Outage outage = read("openai=status:529");

    EXPECT_EQ(outage.id, "cli-1");
    EXPECT_EQ(outage.provider, "openai");
    EXPECT_EQ(outage.model, "*");
    EXPECT_EQ(outage.fault.kind, FaultKind::Status);
    EXPECT_EQ(outage.fault.status, 529);
    EXPECT_EQ(outage.share, 1.0);
    EXPECT_FALSE(outage.window);
}

TEST(OutageFlag, EndsTheTargetAtTheFirstEqualsAndTheProviderAtTheFirstSlash)
{
    const Outage outage = read("groq/openai/gpt-oss:20b=cut:3");

    EXPECT_EQ(outage.provider, "groq");
    EXPECT_EQ(outage.model, "openai/gpt-oss:20b");
    EXPECT_EQ(outage.fault.kind, FaultKind::Cut);
    EXPECT_EQ(outage.fault.afterTokens, 3u);
}

TEST(OutageFlag, ReadsKeysInSecondsWithDecimals)
{
    const Outage outage = read("*/gpt-5=status:429:share=0.3:retry_after=1.5:from=0:until=20.25:"
                               "count=5:code=insufficient_quota");

    EXPECT_EQ(outage.provider, "*");
    EXPECT_EQ(outage.share, 0.3);
    EXPECT_EQ(outage.fault.retryAfter, 1500_ms);
    ASSERT_TRUE(outage.window);
    EXPECT_EQ(outage.window->from, 0_ms);
    EXPECT_EQ(outage.window->until, 20250_ms);
    EXPECT_EQ(outage.count, 5u);
    EXPECT_EQ(outage.fault.code, "insufficient_quota");
}

TEST(OutageFlag, NeedsNoValueWhereTheKindHasADefault)
{
    EXPECT_EQ(read("openai=status").fault.status, 503);
    EXPECT_EQ(read("openai=error_event").fault.afterTokens, 0u);
    EXPECT_EQ(read("openai=hang:from=2").window->from, 2_s);
    EXPECT_FALSE(read("openai=hang:from=2").window->until);
}

TEST(OutageFlag, SaysWhatIsWrongAndWhatIsAllowed)
{
    EXPECT_NE(refused("openai").what.find("TARGET=KIND"), std::string::npos);
    EXPECT_EQ(refused("=hang").code, "outage.syntax");
    EXPECT_EQ(refused("openai/=hang").code, "outage.target");
    EXPECT_NE(refused("openai=status:200").what.find("from 400 to 599"), std::string::npos);
    EXPECT_NE(refused("openai=hang:5").what.find("takes no value"), std::string::npos);
    EXPECT_NE(refused("openai=hang:code=x").what.find("share, from, until, count"),
              std::string::npos);
    EXPECT_EQ(refused("openai=status:").code, "range");
    EXPECT_EQ(refused("openai=hang:share=1.5").code, "range");
    EXPECT_EQ(refused("openai=hang:share=nan").code, "range");
    EXPECT_EQ(refused("openai=hang:share=0.1:share=0.2").code, "outage.key");
    EXPECT_EQ(refused("openai=hang:count=0").code, "range");
    EXPECT_EQ(refused("openai=hang:from=5:until=5").code, "outage.window");
    EXPECT_EQ(refused("openai=status:503:code=a b").code, "outage.code");
    EXPECT_EQ(refused("open\nai=hang").code, "outage.target");
}

TEST(OutageFlag, ReadsThePrincipalValueOfEveryKindThatHasOne)
{
    EXPECT_EQ(read("openai=stall:10").fault.afterTokens, 10u);
    EXPECT_EQ(read("openai=heartbeat_stall:2").fault.afterTokens, 2u);
    EXPECT_EQ(read("openai=malformed:3").fault.afterTokens, 3u);
    EXPECT_EQ(read("openai=slow_first_token:2000").fault.delay, 2_s);
    EXPECT_EQ(read("openai=slow_first_token:factor=2.5").fault.factor, 2.5);
    EXPECT_EQ(read("openai=slow_tokens:4").fault.factor, 4);
}

TEST(OutageFlag, ReadsEveryKindThatNeedsNoValue)
{
    for (const char* kind : {"empty", "content_filter", "refusal", "context_overflow", "auth",
                             "billing", "model_missing", "html", "wrong_model"}) {
        EXPECT_EQ(name(read(std::string("openai=") + kind).fault.kind), kind);
        EXPECT_EQ(refused(std::string("openai=") + kind + ":3").code, "outage.value") << kind;
    }
}

TEST(OutageFlag, AsksHowSlowASlowProviderIs)
{
    EXPECT_NE(refused("openai=slow_tokens").what.find("slow_tokens:4"), std::string::npos);
    EXPECT_NE(refused("openai=slow_first_token").what.find("slow_first_token:2000"),
              std::string::npos);
    EXPECT_EQ(refused("openai=slow_first_token:2000:factor=2").code, "outage.pace");
    EXPECT_EQ(refused("openai=slow_tokens:0.5").code, "range");
    EXPECT_EQ(refused("openai=slow_tokens:101").code, "range");
    EXPECT_EQ(refused("openai=slow_tokens:nan").code, "range");
    EXPECT_EQ(refused("openai=slow_first_token:0").code, "range");
    EXPECT_EQ(refused("openai=slow_tokens:2:factor=3").code, "outage.key");
}

TEST(OutageFlag, NamesAllKindsWhenItDoesNotKnowOne)
{
    const Problem unknown = refused("openai=explode");

    EXPECT_EQ(unknown.code, "outage.kind");
    EXPECT_NE(unknown.what.find("refuse, reset, hang, status, slow_first_token, slow_tokens, "
                                "stall, heartbeat_stall, cut, truncate, error_event, malformed, "
                                "empty, content_filter, refusal, context_overflow, auth, billing, "
                                "model_missing, html, wrong_model"),
              std::string::npos)
        << unknown.what;
}

TEST(FaultHeader, CarriesEveryKindThereAndBack)
{
    for (std::size_t i = 0; i < kFaultKindCount; ++i) {
        const FaultKind kind = faultKindAt(i);
        Fault fault;
        fault.kind = kind;
        fault.status = 429;
        fault.code = "overloaded_error";
        fault.retryAfter = 1500_us;
        fault.afterTokens = 12;
        fault.delay = 2_s;
        fault.factor = 2.5;

        EXPECT_EQ(decodeFault(encodeFault(fault)), fault);
        EXPECT_EQ(faultKindFromName(name(kind)), kind);
    }
    EXPECT_EQ(decodeFault(encodeFault(Fault{})), Fault{});
}

TEST(FaultHeader, DecodesNothingFromAnythingElse)
{
    for (const char* text : {"", "explode", "status;status=20", "status;status=x", "cut;x",
                             "cut;after_tokens=-1", "hang;retry_after_us=-5", "hang;what=1",
                             "stall;delay_us=-1", "slow_tokens;factor_millionths=0"}) {
        EXPECT_FALSE(decodeFault(text)) << text;
    }
}

TEST(FaultKind, TellsWhichFaultsLetTheStreamBegin)
{
    EXPECT_TRUE(isInsideStream(FaultKind::Cut));
    EXPECT_TRUE(isInsideStream(FaultKind::Truncate));
    EXPECT_TRUE(isInsideStream(FaultKind::ErrorEvent));
    EXPECT_TRUE(isInsideStream(FaultKind::Malformed));
    EXPECT_TRUE(isInsideStream(FaultKind::HeartbeatStall));
    EXPECT_FALSE(isInsideStream(FaultKind::SlowTokens));
    EXPECT_FALSE(isInsideStream(FaultKind::Status));
    EXPECT_FALSE(isInsideStream(FaultKind::Hang));
}

TEST(FaultKind, TellsWhichFaultsNeedARealStream)
{
    EXPECT_TRUE(opensRealStream(read("o=cut:3").fault));
    EXPECT_TRUE(opensRealStream(read("o=stall:0").fault));
    EXPECT_TRUE(opensRealStream(read("o=slow_tokens:2").fault));
    EXPECT_TRUE(opensRealStream(read("o=slow_first_token:factor=2").fault));
    EXPECT_TRUE(opensRealStream(read("o=malformed:1").fault));
    EXPECT_FALSE(opensRealStream(read("o=malformed:0").fault));
    EXPECT_FALSE(opensRealStream(read("o=slow_first_token:100").fault));
    EXPECT_FALSE(opensRealStream(read("o=refusal").fault));
    EXPECT_FALSE(opensRealStream(read("o=html").fault));
}

} // namespace
} // namespace understudy
