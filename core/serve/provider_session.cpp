#include "core/serve/provider_session.h"

#include "core/serve/http_reply.h"
#include "core/serve/stage_replies.h"
#include "core/wire/http_syntax.h"

#include <utility>

namespace understudy {

namespace {

constexpr std::uint16_t kTooManyRequests = 429;

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
    , m_player(stage.scheduler(), stage.log(), *this)
{}

ProviderSession::~ProviderSession()
{
    if (m_ticket != 0) {
        m_stage.servers().abandon(m_ticket);
    }
}

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
    StagePlan plan = m_stage.plan(route, *call, head);
    entry.model = call->model;
    entry.promptBytes = call->promptBytes;
    entry.outage = std::move(plan.outage);
    script.logNumber = m_stage.log().add(std::move(entry));
    script.head.model = call->model;
    script.head.inputTokens = plan.draws.inputTokens;
    script.head.wantsUsage = call->wantsUsage;
    script.draws = plan.draws;
    script.fault = plan.fault;
    script.brokenAs = plan.brokenAs;
    script.insteadAfter = plan.attempt.last;
    script.resetGap = m_stage.options().resetGap;
    script.isStream = call->isStream;
    if (plan.capacity && plan.attempt.usesServer &&
        !isAdmitted({route.provider, call->model}, plan, script)) {
        return;
    }
    m_player.play(std::move(script));
}

// A refusal is an answer as well; who waits is played when its turn comes.
bool ProviderSession::isAdmitted(const ModelKey& model, const StagePlan& plan, AnswerScript& script)
{
    const StageServers::Seat seat =
        m_stage.servers().admit(model, *plan.capacity, plan.attempt, *this);
    m_ticket = seat.ticket;
    switch (seat.answer.admission) {
    case Admission::Serves: return true;
    case Admission::Queues: m_waitingScript = std::move(script); return false;
    case Admission::Rejected: break;
    }
    script.fault.emplace();
    script.fault->kind = FaultKind::Status;
    script.fault->status = kTooManyRequests;
    if (seat.answer.hint > Duration{}) { // the true wait until it would be let in
        script.fault->retryAfter = seat.answer.hint;
    }
    script.insteadAfter = {};
    return true;
}

void ProviderSession::onServed() { m_player.play(std::move(m_waitingScript)); }

void ProviderSession::endReply()
{
    leaveServer();
    m_channel.endReply();
}

void ProviderSession::closeCleanly()
{
    leaveServer();
    m_channel.closeCleanly();
}

void ProviderSession::reset()
{
    leaveServer();
    m_channel.reset();
}

void ProviderSession::leaveServer()
{
    if (const std::uint64_t ticket = std::exchange(m_ticket, 0); ticket != 0) {
        m_stage.servers().finish(ticket);
    }
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
