#include "core/outage/fault_effect.h"

#include <gtest/gtest.h>

namespace understudy {
namespace {

Fault faultOf(FaultKind kind, std::uint32_t afterTokens = 0)
{
    Fault fault;
    fault.kind = kind;
    fault.afterTokens = afterTokens;
    return fault;
}

AttemptSignal failureOf(ErrorClass errorClass, std::uint32_t tokens = 0)
{
    AttemptSignal signal;
    signal.kind = SignalKind::Failed;
    signal.errorClass = errorClass;
    signal.tokens = tokens;
    return signal;
}

TEST(FaultEffect, ReadsAStatusAsItsPlainestMeaning)
{
    EXPECT_EQ(classOfStatus(503, ""), ErrorClass::Server);
    EXPECT_EQ(classOfStatus(529, ""), ErrorClass::Overload);
    EXPECT_EQ(classOfStatus(429, ""), ErrorClass::RateLimitWait);
    EXPECT_EQ(classOfStatus(401, ""), ErrorClass::Auth);
    EXPECT_EQ(classOfStatus(404, ""), ErrorClass::ModelMissing);
    EXPECT_EQ(classOfStatus(504, ""), ErrorClass::ServerDeadline);
    EXPECT_EQ(classOfStatus(418, ""), ErrorClass::InvalidRequest);
    EXPECT_EQ(classOfStatus(599, ""), ErrorClass::Server);
}

TEST(FaultEffect, LetsAKnownCodeSayMoreThanTheStatus)
{
    EXPECT_EQ(classOfStatus(429, "insufficient_quota"), ErrorClass::QuotaExhausted);
    EXPECT_EQ(classOfStatus(400, "context_length_exceeded"), ErrorClass::Context);
    EXPECT_EQ(classOfStatus(503, "overloaded_error"), ErrorClass::Overload);
    EXPECT_EQ(classOfStatus(429, "never_heard_of"), ErrorClass::RateLimitWait);
}

TEST(FaultEffect, DescribesEveryKindInWords)
{
    EXPECT_EQ(describeInjected(faultOf(FaultKind::Refuse)), "injected: connection refused");
    EXPECT_EQ(describeInjected(faultOf(FaultKind::Hang)), "injected: no answer");
    EXPECT_EQ(describeInjected(faultOf(FaultKind::Status)), "injected: HTTP 503");
    EXPECT_EQ(describeInjected(faultOf(FaultKind::Cut, 3)),
              "injected: connection reset after 3 tokens");
}

TEST(FaultEffect, HasWordsForEveryKindAndAClassForEveryFailure)
{
    for (std::size_t i = 0; i < kFaultKindCount; ++i) {
        const Fault fault = faultOf(faultKindAt(i), 1);
        const bool isPlace = isInsideStream(fault.kind);

        EXPECT_TRUE(describeInjected(fault).starts_with("injected: ")) << name(fault.kind);
        EXPECT_EQ(describeInjected(fault).ends_with("after 1 token"), isPlace) << name(fault.kind);
        EXPECT_TRUE(!isPlace || failureOf(fault).errorClass != ErrorClass::None);
    }
}

TEST(FaultEffect, DoesNotTakeTheBlameForOtherFailures)
{
    const Fault cut = faultOf(FaultKind::Cut, 3);

    EXPECT_TRUE(explainsFailure(cut, failureOf(ErrorClass::StreamCut, 3), 200));
    EXPECT_FALSE(explainsFailure(cut, failureOf(ErrorClass::StreamStalled, 2), 200));
    EXPECT_FALSE(explainsFailure(cut, failureOf(ErrorClass::Auth), 401));
    EXPECT_FALSE(
        explainsFailure(faultOf(FaultKind::ErrorEvent, 0), failureOf(ErrorClass::Auth), 401));
    EXPECT_TRUE(explainsFailure(faultOf(FaultKind::Status), failureOf(ErrorClass::Server), 503));
    EXPECT_FALSE(explainsFailure(faultOf(FaultKind::Status), failureOf(ErrorClass::Server), 500));
    EXPECT_FALSE(explainsFailure(faultOf(FaultKind::Refuse), failureOf(ErrorClass::Auth), 401));
}

} // namespace
} // namespace understudy
