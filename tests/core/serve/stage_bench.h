// A stage with one connection in virtual time: what was asked, what came back, and when.
#pragma once

#include "core/serve/provider_stage.h"
#include "core/wire/http_parser.h"
#include "tests/support/manual_scheduler.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy {

class RecordingChannel final : public ReplyChannel
{
public:
    explicit RecordingChannel(const Scheduler& scheduler)
        : m_scheduler(scheduler)
    {}

    void write(std::string_view bytes) override
    {
        pieces.emplace_back(m_scheduler.now(), bytes);
        all += bytes;
    }
    void endReply() override { ++replies; }
    void closeCleanly() override { isClosed = true; }
    void reset() override
    {
        isReset = true;
        resetAt = m_scheduler.now();
    }

    std::vector<std::pair<Instant, std::string>> pieces;
    std::string all;
    int replies = 0;
    bool isClosed = false;
    bool isReset = false;
    Instant resetAt;

private:
    const Scheduler& m_scheduler;
};

struct ParsedReply : HttpParserSink
{
    ResponseHead head;
    std::string body;
    bool isWhole = false;

    void onResponseHead(ResponseHead&& response) override { head = std::move(response); }
    void onBody(std::string_view bytes) override { body += bytes; }
    void onMessageEnd() override { isWhole = true; }
};

class StageBench
{
public:
    explicit StageBench(StageOptions options = steady())
        : stage(scheduler, std::move(options))
    {
        connect();
    }

    // First token after 100 ms, then one every 10 ms, 10 tokens in all.
    static StageOptions steady()
    {
        Twin twin;
        twin.target = "*";
        twin.firstToken = ConstantLaw{100};
        twin.tokenInterval = ConstantLaw{10};
        twin.outputTokens = ConstantLaw{10};
        StageOptions options;
        options.scenario.twins = {twin};
        return options;
    }

    static StageOptions failing(Fault fault)
    {
        Outage outage;
        outage.id = "o1";
        outage.fault = std::move(fault);
        StageOptions options = steady();
        options.scenario.outages = {outage};
        return options;
    }

    void connect()
    {
        session.reset();
        channel = std::make_unique<RecordingChannel>(scheduler);
        session = stage.open(*channel);
    }

    void request(std::string method, std::string target, std::string_view body,
                 HttpHeaders headers = {})
    {
        begin = scheduler.now();
        session->onRequest({std::move(method), std::move(target), std::move(headers)}, body);
    }

    void chat(std::string_view members = R"("stream":true)", HttpHeaders headers = {})
    {
        const std::string body =
            R"({"model":"gpt-5","messages":[{"role":"user","content":"Hi"}],)" +
            std::string(members) + '}';
        request("POST", "/openai/v1/chat/completions", body, std::move(headers));
    }

    void message(std::string_view members = R"("stream":true)")
    {
        const std::string body = R"({"model":"claude-sonnet-4-5","max_tokens":99,)"
                                 R"("messages":[{"role":"user","content":"Hi"}],)" +
                                 std::string(members) + '}';
        request("POST", "/anthropic/v1/messages", body);
    }

    ParsedReply reply() const
    {
        ParsedReply parsed;
        HttpParser parser(HttpParser::Role::Response);
        parser.feed(channel->all, parsed);
        return parsed;
    }

    Duration timeOf(std::size_t piece) const { return channel->pieces.at(piece).first - begin; }

    ManualScheduler scheduler;
    ProviderStage stage;
    std::unique_ptr<RecordingChannel> channel;
    std::unique_ptr<HttpSession> session; // goes before its channel
    Instant begin;
};

inline Fault faultOf(FaultKind kind, std::uint32_t afterTokens = 0)
{
    Fault fault;
    fault.kind = kind;
    fault.afterTokens = afterTokens;
    return fault;
}

inline std::size_t countOf(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace understudy
