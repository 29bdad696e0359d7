// Each failure that a twin may draw, alone: what bytes can tell is told exactly, and of the rest it
// is known what comes in its place.
#include "tests/core/fidelity/random_case.h"

#include <gtest/gtest.h>

#include <ostream>

namespace understudy::fidelity {
namespace {

using enum ErrorClass;

struct Row
{
    ErrorClass errorClass;
    std::uint16_t status;
    bool isInside;
    ErrorClass openAi;    // as it is read
    ErrorClass anthropic; // likewise
};

std::ostream& operator<<(std::ostream& out, const Row& row)
{
    return out << name(row.errorClass) << ' ' << row.status << (row.isInside ? " inside" : "");
}

// A try that fails so, of one candidate after `skipped` others that nobody asks.
Case caseOf(const TwinFailure& failure, std::size_t skipped)
{
    ChainSpec spec;
    for (std::size_t i = 0; i < skipped; ++i) {
        spec.candidates.push_back({.id = "off" + std::to_string(i), .enabled = false});
    }
    spec.candidates.push_back(
        {.id = "a", .tries = 1, .timeouts = {.byteIdle = 700_ms, .payloadIdle = 900_ms}});
    Case made;
    made.chain = buildChain(spec);
    Twin twin;
    twin.target = "*";
    twin.firstToken = ConstantLaw{100};
    twin.tokenInterval = ConstantLaw{10};
    twin.outputTokens = ConstantLaw{20};
    twin.failures = {failure};
    twin.failures->back().share = 1;
    made.scenario.twins = {twin};
    return made;
}

TwinFailure failureOf(const Row& row)
{
    TwinFailure failure;
    failure.errorClass = row.errorClass;
    failure.status = row.status;
    if (row.isInside) {
        failure.afterTokens = CountLaw{ConstantLaw{3}};
    } else {
        failure.after = ConstantLaw{250};
    }
    return failure;
}

ErrorClass classIn(const std::vector<RunEvent>& events)
{
    for (const RunEvent& event : events) {
        if (event.kind == EventKind::AttemptFailed) {
            return event.errorClass;
        }
    }
    return None;
}

TEST(FailureFidelity, WhatBytesCanTellIsToldExactly)
{
    for (std::size_t i = 0; i < kFailureKinds; ++i) {
        for (const std::size_t skipped :
             {std::size_t{0}, std::size_t{1}}) { // the second speaks Anthropic's dialect
            const Case told = caseOf(failureAt(i), skipped);
            EXPECT_EQ(textOf(overBytes(told), false), textOf(inVirtualTime(told), false));
            EXPECT_EQ(timesOf(overBytes(told)), timesOf(inVirtualTime(told)));
        }
    }
}

class FailureReading : public testing::TestWithParam<Row>
{};

TEST_P(FailureReading, IsAsNearAsBytesComeAndInTime)
{
    const Case openAi = caseOf(failureOf(GetParam()), 0);
    const Case anthropic = caseOf(failureOf(GetParam()), 1);

    EXPECT_EQ(name(classIn(overBytes(openAi))), name(GetParam().openAi));
    EXPECT_EQ(name(classIn(overBytes(anthropic))), name(GetParam().anthropic));
    EXPECT_EQ(overBytes(openAi).back().at, inVirtualTime(openAi).back().at);
}

INSTANTIATE_TEST_SUITE_P(
    FailureFidelity, FailureReading,
    testing::Values(
        // Exact, but for the headers where no status was drawn.
        Row{Server, 0, false, Server, Server}, Row{Overload, 0, false, Overload, Overload},
        Row{RateLimitWait, 0, false, RateLimitWait, RateLimitWait},
        Row{RateLimitTooLarge, 0, false, RateLimitTooLarge, RateLimitTooLarge},
        Row{Context, 0, false, Context, Context}, Row{Auth, 0, false, Auth, Auth},
        Row{PolicyPrompt, 0, false, PolicyPrompt, PolicyPrompt},
        Row{InvalidRequest, 0, false, InvalidRequest, InvalidRequest},
        Row{ModelMissing, 0, false, ModelMissing, ModelMissing},
        Row{ServerDeadline, 0, false, ServerDeadline, ServerDeadline},
        Row{QuotaExhausted, 0, false, QuotaExhausted, QuotaExhausted},
        Row{Empty, 0, false, Empty, Empty}, Row{EmptyLength, 0, false, EmptyLength, EmptyLength},
        Row{Endpoint, 0, false, Endpoint, Endpoint}, Row{Endpoint, 302, false, Endpoint, Endpoint},
        Row{Server, 200, false, Server, Server}, Row{Overload, 200, false, Overload, Overload},
        Row{StreamCut, 0, false, StreamCut, StreamCut},
        Row{TransportReset, 0, true, TransportReset, TransportReset},
        Row{RateLimitWait, 0, true, RateLimitWait, RateLimitWait}, Row{Auth, 0, true, Auth, Auth},
        Row{Context, 0, true, Context, Context},
        Row{ServerDeadline, 0, true, ServerDeadline, ServerDeadline},
        // Only one dialect has them.
        Row{StreamSpliced, 0, true, StreamMalformed, StreamSpliced},
        Row{PolicyOutput, 0, true, PolicyOutput, PolicyPrompt},
        Row{PolicyOutput, 200, false, PolicyOutput, PolicyPrompt},
        // The port is shared with healthy models.
        Row{TransportDns, 0, false, TransportReset, TransportReset},
        Row{TransportConnect, 0, false, TransportReset, TransportReset},
        Row{TransportTls, 0, false, TransportReset, TransportReset},
        // Nobody but the client's own limits can say so.
        Row{TimeoutFirstToken, 0, false, ServerDeadline, ServerDeadline},
        Row{TimeoutAttempt, 0, false, ServerDeadline, ServerDeadline},
        Row{Local, 0, false, Server, Server}, Row{Manual, 0, false, Server, Server},
        // A status that never means the class.
        Row{Context, 503, false, Context, Context}, Row{Auth, 429, false, Auth, Auth},
        Row{ModelMissing, 401, false, Auth, Auth},
        Row{Server, 404, false, ModelMissing, ModelMissing},
        // There is no empty answer after content.
        Row{Empty, 0, true, StreamCut, StreamCut}));

} // namespace
} // namespace understudy::fidelity
