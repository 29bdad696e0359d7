#include "core/serve/provider_session.h"

#include "core/serve/http_reply.h"
#include "core/serve/stage_replies.h"
#include "core/wire/http_syntax.h"

#include <utility>

namespace understudy {

namespace {

LogEntry entryOf(const ProviderStage& stage, const ProviderRoute& route, const RequestHead& head)
{
    LogEntry entry;
    entry.at = stage.sinceStart();
    entry.path = head.target.substr(0, head.target.find('?'));
    entry.provider = route.provider;
    return entry;
}

} // namespace

ProviderSession::ProviderSession(ProviderStage& stage, ReplyChannel& channel)
    : m_stage(stage)
    , m_channel(channel)
    , m_player(stage.scheduler(), stage.log(), channel)
{}

void ProviderSession::onRequest(const RequestHead& head, std::string_view body)
{
    const ProviderRoute route = routeOf(head.method, head.target);
    if (route.kind == RouteKind::Chat) {
        answerChat(route, head, body);
    } else {
        answerPlainly(route, head, body);
    }
}

void ProviderSession::answerChat(const ProviderRoute& route, const RequestHead& head,
                                 std::string_view body)
{
    const Result<ChatCall, VendorError> call = decodeChat(route.dialect, body);
    LogEntry entry = entryOf(m_stage, route, head);
    AnswerScript script;
    script.dialect = route.dialect;
    script.closes = hasConnectionOption(head.headers, "close");
    script.head.id = m_stage.nextId();
    script.head.created = m_stage.secondsSinceEpoch();
    if (!call) {
        script.logNumber = m_stage.log().add(std::move(entry));
        m_player.refuse(script, call.error());
        return;
    }
    StagePlan plan = m_stage.plan(route.provider, *call, head);
    entry.model = call->model;
    entry.promptBytes = call->promptBytes;
    entry.outage = std::move(plan.outage);
    script.logNumber = m_stage.log().add(std::move(entry));
    script.head.model = call->model;
    script.head.inputTokens = plan.draws.inputTokens;
    script.head.wantsUsage = call->wantsUsage;
    script.draws = plan.draws;
    script.fault = std::move(plan.fault);
    script.isStream = call->isStream;
    m_player.play(std::move(script));
}

void ProviderSession::answerPlainly(const ProviderRoute& route, const RequestHead& head,
                                    std::string_view body)
{
    PlainReply reply = plainReply(m_stage, route, head.method, body);
    if (route.kind != RouteKind::Log && route.kind != RouteKind::Outages) {
        LogEntry entry = entryOf(m_stage, route, head);
        entry.status = reply.status;
        m_stage.log().add(std::move(entry));
    }
    reply.headers.emplace_back("content-type", "application/json");
    if (hasConnectionOption(head.headers, "close")) {
        reply.headers.emplace_back("connection", "close");
    }
    m_channel.write(wholeReply(reply.status, std::move(reply.headers), reply.body));
    m_channel.endReply();
}

} // namespace understudy
