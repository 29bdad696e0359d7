#include "core/serve/provider_stage.h"

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/serve/provider_session.h"
#include "core/serve/twin_break.h"
#include "core/wire/simulation_headers.h"

namespace understudy {

namespace {

// So that a fault after a few tokens always has tokens to come after.
constexpr std::uint32_t kLeastTokens = 8;

// A fault header that cannot be read must not pass for health.
const Fault kUnreadable{.kind = FaultKind::Status,
                        .status = 400,
                        .code = "unreadable_fault_header",
                        .retryAfter = std::nullopt,
                        .afterTokens = 0};

} // namespace

ProviderStage::ProviderStage(Scheduler& scheduler, StageOptions options)
    : m_scheduler(scheduler)
    , m_options(std::move(options))
    , m_start(scheduler.now())
    , m_outages(m_options.seed, m_options.scenario.outages)
    , m_servers(scheduler)
{}

std::unique_ptr<HttpSession> ProviderStage::open(ReplyChannel& channel)
{
    return std::make_unique<ProviderSession>(*this, channel);
}

std::int64_t ProviderStage::secondsSinceEpoch() const
{
    return m_options.startedAt +
           std::chrono::duration_cast<std::chrono::seconds>(sinceStart()).count();
}

std::string ProviderStage::nextId()
{
    Digest id;
    id.add(m_options.seed);
    id.add(++m_requests);
    return id.hex();
}

StagePlan ProviderStage::plan(const ProviderRoute& route, const ChatCall& call,
                              const RequestHead& head)
{
    const RunPlace place = placeOf(route.provider, call, head);
    const ModelTwin twin = resolveTwin(m_options.scenario, route.provider, call.model);
    const AttemptDice dice(DrawKey{.seed = m_options.seed,
                                   .world = 0,
                                   .run = place.run,
                                   .model = modelHash(route.provider, call.model),
                                   .ordinal = place.ordinal});
    StagePlan plan;
    plan.capacity = twin.capacity;
    decideFault(route.provider, call, head, place, plan);
    const StruckBy struck{.fault = plan.fault ? &*plan.fault : nullptr, .number = 1};
    plan.attempt =
        simulateAttempt(twin, dice, plan.fault ? &struck : nullptr, call.maxTokens, kLeastTokens);
    plan.draws = drawAttempt(twin, dice, call.maxTokens, kLeastTokens);
    if (plan.fault) {
        plan.draws = paced(plan.draws, *plan.fault);
    }
    const bool failsByItself = plan.attempt.end != PlanEnd::Succeeds;
    if (failsByItself &&
        (!plan.fault || understudy::placeOf(plan.fault->kind) == FaultPlace::Pace)) {
        breakByTwin(route.dialect, plan);
    }
    return plan;
}

// A failure that breaks no answer comes when it was drawn, whatever the answer would have been.
void ProviderStage::breakByTwin(Dialect dialect, StagePlan& plan)
{
    plan.attempt.outage = 0;
    TwinBreak broken = breakOf(dialect, plan.attempt);
    plan.fault = std::move(broken.fault);
    plan.brokenAs = broken.brokenAs;
    if (plan.attempt.tokens == 0) {
        plan.draws.firstToken = plan.attempt.last;
    }
}

ProviderStage::RunPlace ProviderStage::placeOf(std::string_view provider, const ChatCall& call,
                                               const RequestHead& head)
{
    const std::string_view text = findHeader(head.headers, kRunHeader).value_or("");
    const std::size_t dot = text.find('.');
    if (dot != std::string_view::npos) {
        const auto run = parseInteger(text.substr(0, dot));
        const auto ordinal = parseInteger(text.substr(dot + 1));
        if (run && ordinal && *run >= 0 && *ordinal >= 0) {
            return {static_cast<std::uint64_t>(*run), static_cast<std::uint64_t>(*ordinal)};
        }
    }
    return {m_counters[{std::string(provider), call.model}]++, 0};
}

void ProviderStage::decideFault(std::string_view provider, const ChatCall& call,
                                const RequestHead& head, const RunPlace& place, StagePlan& plan)
{
    if (m_options.obeysFaultHeader) {
        if (const auto text = findHeader(head.headers, kFaultHeader)) {
            plan.fault = decodeFault(*text).value_or(kUnreadable);
        }
        return;
    }
    const std::optional<std::uint16_t> struck = m_outages.decide({.run = place.run,
                                                                  .provider = provider,
                                                                  .model = call.model,
                                                                  .ordinal = place.ordinal,
                                                                  .elapsed = sinceStart()});
    if (struck) {
        plan.fault = m_outages.outages()[*struck].fault;
        plan.outage = m_outages.outages()[*struck].id;
    }
}

} // namespace understudy
