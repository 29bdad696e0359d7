// What the embedded providers say must mean, to our own client, what the outage driver says when it
// plays the same fault without any network: one fault, one meaning.
#include "core/outage/fault_effect.h"
#include "core/wire/classify.h"
#include "core/wire/codec_registry.h"
#include "core/wire/stream_decoder.h"
#include "tests/core/serve/stage_bench.h"

#include <gtest/gtest.h>

#include <ostream>

namespace understudy {
namespace {

struct StatusCase
{
    std::uint16_t status;
    const char* code;
};

std::ostream& operator<<(std::ostream& out, const StatusCase& row)
{
    return out << row.status << ' ' << row.code;
}

void ask(StageBench& bench, Dialect dialect)
{
    dialect == Dialect::Anthropic ? bench.message() : bench.chat();
    bench.scheduler.runUntilIdle();
}

class StatusMeaning : public testing::TestWithParam<StatusCase>
{};

TEST_P(StatusMeaning, IsTheSameOverHttpAndWithoutIt)
{
    Fault fault = faultOf(FaultKind::Status);
    fault.status = GetParam().status;
    fault.code = GetParam().code;
    fault.retryAfter = 2500_ms;

    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        StageBench bench(StageBench::failing(fault));
        ask(bench, dialect);
        const ParsedReply reply = bench.reply();
        const Verdict verdict = classifyResponse(reply.head, reply.body, {});

        EXPECT_EQ(name(verdict.errorClass), name(classOfStatus(fault.status, fault.code)))
            << name(dialect) << ": " << reply.body;
        EXPECT_EQ(verdict.hint, fault.retryAfter);
        EXPECT_FALSE(verdict.message.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(
    StageMeaning, StatusMeaning,
    testing::Values(
        StatusCase{400, ""}, StatusCase{401, ""}, StatusCase{402, ""}, StatusCase{403, ""},
        StatusCase{404, ""}, StatusCase{408, ""}, StatusCase{409, ""}, StatusCase{410, ""},
        StatusCase{413, ""}, StatusCase{418, ""}, StatusCase{422, ""}, StatusCase{424, ""},
        StatusCase{425, ""}, StatusCase{429, ""}, StatusCase{451, ""}, StatusCase{498, ""},
        StatusCase{500, ""}, StatusCase{502, ""}, StatusCase{503, ""}, StatusCase{504, ""},
        StatusCase{520, ""}, StatusCase{524, ""}, StatusCase{529, ""}, StatusCase{599, ""},
        StatusCase{429, "insufficient_quota"}, StatusCase{429, "slow_down"},
        StatusCase{429, "rate_limit_exceeded"}, StatusCase{503, "overloaded_error"},
        StatusCase{503, "server_is_overloaded"}, StatusCase{500, "overloaded_error"},
        StatusCase{400, "context_length_exceeded"}, StatusCase{400, "content_filter"},
        StatusCase{401, "invalid_api_key"}, StatusCase{404, "model_not_found"},
        StatusCase{429, "billing_error"}, StatusCase{429, "enforced_spend_limit_reached"},
        StatusCase{503, "never_heard_of"}));

struct CollectedText : DeltaSink
{
    void onDelta(const StreamDelta& delta, const StreamState&) override { text += delta.text; }
    std::string text;
};

Verdict verdictOfStream(const ParsedReply& reply, Dialect dialect, std::string* text = nullptr)
{
    CollectedText sink;
    StreamDecoder decoder(codecFor(dialect)->makeReader());
    decoder.feed(reply.body, sink);
    decoder.feedEnd(reply.isWhole, sink);
    if (text != nullptr) {
        *text = sink.text;
    }
    const StreamEnding ending = reply.isWhole ? StreamEnding::Complete : StreamEnding::Reset;
    return classifyStream(reply.head, decoder.state(), ending, {});
}

TEST(StageMeaning, HealthyStreamsAreAnswersToOurOwnReaders)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        StageBench bench;
        ask(bench, dialect);

        std::string text;
        const Verdict verdict = verdictOfStream(bench.reply(), dialect, &text);

        EXPECT_EQ(verdict.errorClass, ErrorClass::None) << name(verdict.errorClass);
        EXPECT_TRUE(text.ends_with('.')) << text;
    }
}

TEST(StageMeaning, StreamsThatEndEarlyAreCut)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        for (const FaultKind kind : {FaultKind::Cut, FaultKind::Truncate}) {
            for (const std::uint32_t tokens : {0U, 3U, 10U}) {
                StageBench bench(StageBench::failing(faultOf(kind, tokens)));
                ask(bench, dialect);

                EXPECT_EQ(name(verdictOfStream(bench.reply(), dialect).errorClass), "stream.cut")
                    << name(dialect) << ' ' << name(kind) << ' ' << tokens;
            }
        }
    }
}

TEST(StageMeaning, ErrorsInsideAStreamMeanWhatTheirCodeSays)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        for (const std::uint32_t tokens : {0U, 3U}) {
            Fault fault = faultOf(FaultKind::ErrorEvent, tokens);
            StageBench plain(StageBench::failing(fault));
            fault.code = "overloaded_error";
            StageBench overloaded(StageBench::failing(fault));
            ask(plain, dialect);
            ask(overloaded, dialect);

            EXPECT_EQ(verdictOfStream(plain.reply(), dialect).errorClass, ErrorClass::Server);
            EXPECT_EQ(verdictOfStream(overloaded.reply(), dialect).errorClass,
                      ErrorClass::Overload);
        }
    }
}

TEST(StageMeaning, FaultsInPlaceOfAnAnswerMeanWhatTheDriverSaysOfThem)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        for (const FaultKind kind :
             {FaultKind::ContentFilter, FaultKind::ContextOverflow, FaultKind::Auth,
              FaultKind::Billing, FaultKind::ModelMissing, FaultKind::Html}) {
            StageBench bench(StageBench::failing(faultOf(kind)));
            ask(bench, dialect);
            const ParsedReply reply = bench.reply();
            const Verdict verdict = classifyResponse(reply.head, reply.body, {});

            EXPECT_EQ(reply.head.status, statusOf(faultOf(kind)));
            EXPECT_EQ(name(verdict.errorClass), name(failureOf(faultOf(kind)).errorClass))
                << name(dialect) << ' ' << name(kind) << ": " << reply.body;
            EXPECT_FALSE(verdict.hint) << "nobody says when such a thing passes";
            EXPECT_FALSE(promisesStream(reply.head));
        }
    }
}

TEST(StageMeaning, BrokenAndEmptyStreamsMeanWhatTheDriverSaysOfThem)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        for (const Fault& fault : {faultOf(FaultKind::Malformed, 0),
                                   faultOf(FaultKind::Malformed, 3), faultOf(FaultKind::Empty)}) {
            StageBench bench(StageBench::failing(fault));
            ask(bench, dialect);

            EXPECT_EQ(name(verdictOfStream(bench.reply(), dialect).errorClass),
                      name(failureOf(fault).errorClass))
                << name(dialect) << ' ' << name(fault.kind) << ": " << bench.reply().body;
            EXPECT_TRUE(bench.reply().isWhole);
        }
    }
}

TEST(StageMeaning, RefusalsAreAnswersInTheVendorsOwnShape)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        StageBench bench(StageBench::failing(faultOf(FaultKind::Refusal)));
        ask(bench, dialect);
        const std::string body = bench.reply().body;

        CollectedText sink;
        StreamDecoder decoder(codecFor(dialect)->makeReader());
        decoder.feed(body, sink);

        EXPECT_EQ(decoder.state().finish, Finish::Refusal) << body;
        EXPECT_EQ(verdictOfStream(bench.reply(), dialect).errorClass, ErrorClass::None);
        EXPECT_EQ(sink.text.empty(), dialect == Dialect::Anthropic);
        EXPECT_EQ(body.find("content_block"), std::string::npos) << "no block at all";
    }
}

TEST(StageMeaning, AnotherModelAnswersInItsOwnWords)
{
    for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
        StageBench bench(StageBench::failing(faultOf(FaultKind::WrongModel)));
        ask(bench, dialect);

        std::string text;
        EXPECT_EQ(verdictOfStream(bench.reply(), dialect, &text).errorClass, ErrorClass::None);
        EXPECT_NE(text.find("-lookalike/amber"), std::string::npos) << text;
        EXPECT_NE(bench.reply().body.find(R"(-lookalike")"), std::string::npos);
    }
}

} // namespace
} // namespace understudy
