#include "core/wire/http_attempt_driver.h"

#include "core/base/check.h"
#include "core/base/text.h"
#include "core/wire/codec_registry.h"
#include "core/wire/request_builder.h"
#include "core/wire/request_mend.h"

#include <algorithm>
#include <string>
#include <utility>

namespace understudy {

namespace {

constexpr Duration kErrorBodyTime = milliseconds(2000); // from the headers of an error on
// A finished answer is followed by a few bytes of framing; reading them keeps the connection.
constexpr Duration kDrainTime = milliseconds(2000);
// Of a stream that was broken off on our side: oftener than any limit for silence that makes sense.
constexpr Duration kHeartbeat = milliseconds(200);

Verdict refusalOf(ErrorClass errorClass, std::string message)
{
    Verdict verdict;
    verdict.errorClass = errorClass;
    verdict.message = std::move(message);
    return verdict;
}

std::optional<Verdict> problemOf(const AttemptPlan& plan)
{
    if (plan.request == nullptr || plan.candidate >= plan.request->endpoints.size()) {
        return refusalOf(ErrorClass::Local, "there is nothing to send for this attempt");
    }
    const Endpoint& endpoint = plan.request->endpoints[plan.candidate];
    if (codecFor(endpoint.dialect) == nullptr) {
        return refusalOf(ErrorClass::Endpoint, "dialect \"" + std::string(name(endpoint.dialect)) +
                                                   "\" cannot be sent yet");
    }
    if (endpoint.base.host.empty()) {
        return refusalOf(ErrorClass::Endpoint,
                         "provider \"" + endpoint.provider + "\" has no address");
    }
    return std::nullopt;
}

} // namespace

HttpAttemptDriver::HttpAttemptDriver(HttpTransport& transport, Scheduler& scheduler,
                                     SignalSink& signals, TextSink& texts,
                                     const CredentialSource& credentials)
    : m_transport(transport)
    , m_scheduler(scheduler)
    , m_signals(signals)
    , m_texts(texts)
    , m_credentials(credentials)
    , m_slowed(scheduler, *this)
{}

HttpAttemptDriver::~HttpAttemptDriver()
{
    m_scheduler.forgetTarget(*this);
    for (const auto& [id, exchange] : m_exchanges) {
        if (exchange->isOpen) {
            cancel(id);
        }
    }
}

RequestId HttpAttemptDriver::add(std::shared_ptr<const LiveRequest> request)
{
    US_CHECK(request != nullptr);
    m_requests[++m_lastRequest] = std::move(request);
    return m_lastRequest;
}

void HttpAttemptDriver::forget(RequestId request)
{
    const auto found = m_requests.find(request);
    if (found != m_requests.end()) {
        m_texts.forget(static_cast<std::uint32_t>(found->second->runIndex));
        m_requests.erase(found);
    }
}

Begun HttpAttemptDriver::begin(const AttemptStart& start)
{
    const ExchangeId id = start.id.packed();
    US_CHECK(!m_exchanges.contains(id));
    if (start.chain != nullptr && start.chain->midStream == MidStream::Continue) {
        m_texts.keep(start.run);
    }
    AttemptPlan plan = makePlan(start);
    std::optional<Verdict> refusal = problemOf(plan);
    HttpRequest request;
    if (!refusal) {
        refusal = takeKey(plan.request->endpoints[plan.candidate], plan);
    }
    if (!refusal) {
        request = makeRequest(start, plan);
    }
    const bool isSimulated = !refusal && plan.request->endpoints[plan.candidate].isSimulated;
    const std::optional<Fault> slowness = plan.slowsWith;
    auto exchange = std::make_unique<Exchange>(std::move(plan), m_signals, m_texts);
    exchange->refusal = std::move(refusal);
    exchange->isOpen = !exchange->refusal;
    exchange->mayMend = exchange->isOpen && !isSimulated;
    const bool isOpen = exchange->isOpen;
    m_exchanges[id] = std::move(exchange);
    if (isOpen) {
        open(id, std::move(request), slowness);
    } else {
        m_scheduler.wakeAt(m_scheduler.now(), *this, id); // never from within begin
    }
    return {};
}

void HttpAttemptDriver::abandon(AttemptId id)
{
    const auto found = m_exchanges.find(id.packed());
    if (found == m_exchanges.end() || found->second->isDraining) {
        return;
    }
    Exchange& exchange = *found->second;
    exchange.attempt.silence();
    if (!exchange.isBusy) { // else settled when its signals were delivered
        settle(id.packed(), exchange);
    }
}

void HttpAttemptDriver::onConnected(ExchangeId id)
{
    deliver(id, [](Exchange& exchange) { exchange.attempt.connected(); });
}

void HttpAttemptDriver::onHead(ExchangeId id, const ResponseHead& head)
{
    constexpr std::uint16_t kBadRequest = 400;
    deliver(id, [&](Exchange& exchange) {
        if (head.status == kBadRequest && exchange.mayMend) {
            exchange.held = HeldRefusal{head, {}};
            m_scheduler.wakeAt(m_scheduler.now() + kErrorBodyTime, *this, id);
            return;
        }
        exchange.attempt.takeHead(head);
        if (exchange.attempt.awaitsErrorBody()) {
            m_scheduler.wakeAt(m_scheduler.now() + kErrorBodyTime, *this, id);
        }
    });
}

void HttpAttemptDriver::onBody(ExchangeId id, std::string_view bytes)
{
    deliver(id, [bytes](Exchange& exchange) {
        if (!exchange.held) {
            return exchange.attempt.takeBody(bytes);
        }
        exchange.held->body += bytes;
        if (exchange.held->body.size() >= kErrorBodyBytes) {
            release(exchange);
        }
    });
}

void HttpAttemptDriver::onEnd(ExchangeId id)
{
    deliver(id, [this, id](Exchange& exchange) {
        exchange.close();
        if (!exchange.held || !mend(id, exchange)) {
            release(exchange);
            exchange.attempt.end();
        }
    });
}

void HttpAttemptDriver::onFailure(ExchangeId id, const TransportFailure& failure)
{
    deliver(id, [&failure](Exchange& exchange) {
        exchange.close();
        release(exchange);
        exchange.attempt.breakDown(failure);
    });
}

// For a refusal, an error body or draining. A request that was mended may leave a wake behind.
void HttpAttemptDriver::onWake(std::uint64_t token)
{
    deliver(token, [this, token](Exchange& exchange) {
        if (exchange.isDraining) {
            cancel(token);
            exchange.close();
        } else if (exchange.attempt.hasStalled()) {
            m_scheduler.wakeAt(m_scheduler.now() + kHeartbeat, *this, token);
            exchange.attempt.beat();
        } else if (exchange.refusal) {
            exchange.attempt.fail(*exchange.refusal);
        } else {
            release(exchange);
            if (exchange.attempt.awaitsErrorBody()) {
                exchange.attempt.timeOutErrorBody();
            }
        }
    });
}

// What was held back is told after all.
void HttpAttemptDriver::release(Exchange& exchange)
{
    if (const std::optional<HeldRefusal> held = std::exchange(exchange.held, std::nullopt)) {
        exchange.attempt.takeHead(held->head);
        if (!held->body.empty()) {
            exchange.attempt.takeBody(held->body);
        }
    }
}

// Sends the same again without what the model does not take. The attempt goes on: nobody has heard
// of the refusal, and it stays one try.
bool HttpAttemptDriver::mend(ExchangeId id, Exchange& exchange)
{
    exchange.mayMend = false;
    const Endpoint endpoint = endpointOf(exchange.attempt.plan());
    const ErrorBody error = readErrorBody(std::string_view(exchange.held->body));
    const std::optional<std::string> param = mendableParam(error, endpoint);
    if (!param || exchange.attempt.isOver()) {
        return false;
    }
    m_mends[{endpoint.base.origin(), endpoint.model}].push_back(*param);
    if (dropsParam(*param)) {
        exchange.attempt.drop(*param);
    }
    exchange.held.reset();
    exchange.isOpen = true;
    EncodedRequest encoded =
        buildRequest(*codecFor(endpoint.dialect), exchange.attempt.plan().request->chat,
                     endpointOf(exchange.attempt.plan()), exchange.attempt.plan().key);
    open(id, std::move(encoded.http), exchange.attempt.plan().slowsWith);
    return true;
}

// As the chain has it, without what its model was found not to take.
Endpoint HttpAttemptDriver::endpointOf(const AttemptPlan& plan) const
{
    Endpoint endpoint = plan.request->endpoints[plan.candidate];
    const auto found = m_mends.find({endpoint.base.origin(), endpoint.model});
    if (found != m_mends.end()) {
        for (const std::string& param : found->second) {
            endpoint = mended(std::move(endpoint), param);
        }
    }
    return endpoint;
}

AttemptPlan HttpAttemptDriver::makePlan(const AttemptStart& start) const
{
    AttemptPlan plan;
    plan.id = start.id;
    plan.run = start.run;
    plan.attempt = start.attempt;
    plan.candidate = start.candidate;
    plan.readsHintsInMessages = m_readsHintsInMessages;
    const auto found = m_requests.find(start.request);
    if (found != m_requests.end()) {
        plan.request = found->second;
    }
    return plan;
}

std::optional<Verdict> HttpAttemptDriver::takeKey(const Endpoint& endpoint, AttemptPlan& plan) const
{
    if (endpoint.auth == AuthStyle::None) {
        return std::nullopt;
    }
    const std::optional<Secret> key =
        m_credentials.keyFor(endpoint.keyName, endpoint.base.origin());
    if (!key || key->isEmpty()) {
        return refusalOf(ErrorClass::Auth, "there is no key named \"" + endpoint.keyName +
                                               "\" for " + endpoint.base.origin());
    }
    if (hasControlCharacter(key->reveal())) {
        return refusalOf(ErrorClass::Auth,
                         "the key named \"" + endpoint.keyName + "\" holds control characters");
    }
    plan.key = *key;
    return std::nullopt;
}

HttpRequest HttpAttemptDriver::makeRequest(const AttemptStart& start, AttemptPlan& plan) const
{
    const Endpoint endpoint = endpointOf(plan);
    const bool goesOn = start.continues != 0;
    EncodedRequest encoded = buildRequest(
        *codecFor(endpoint.dialect),
        goesOn ? continuationOf(plan.request->chat, m_texts.textOf(start.run, start.continues))
               : plan.request->chat,
        endpoint, plan.key);
    plan.dropped = std::move(encoded.dropped);
    for (const auto& [name, json] : plan.request->endpoints[plan.candidate].params) {
        const bool isLeft = std::any_of(endpoint.params.begin(), endpoint.params.end(),
                                        [&name](const auto& p) { return p.first == name; });
        if (!isLeft && dropsParam(name)) {
            plan.dropped.push_back(name);
        }
    }
    if (endpoint.isSimulated) {
        addSimulation(start, plan, encoded.http);
    } else if (start.fault != nullptr) {
        US_CHECK(opensRealStream(*start.fault)); // the others are made before the network
        const bool breaks = isInsideStream(start.fault->kind);
        (breaks ? plan.breaksWith : plan.slowsWith) = *start.fault;
    }
    return std::move(encoded.http);
}

void HttpAttemptDriver::addSimulation(const AttemptStart& start, const AttemptPlan& plan,
                                      HttpRequest& request) const
{
    request.headers.emplace_back(kRunHeader, std::to_string(plan.request->runIndex) + '.' +
                                                 std::to_string(start.ordinal));
    if (start.fault == nullptr) {
        return;
    }
    if (start.fault->kind == FaultKind::Refuse) {
        request.url = {.isSecure = false, .host = "127.0.0.1", .port = m_closedPort, .path = "/"};
        return;
    }
    request.headers.emplace_back(kFaultHeader, encodeFault(*start.fault));
}

// The signals of an exchange may begin and abandon attempts, this one included.
template<class Work>
void HttpAttemptDriver::deliver(ExchangeId id, Work work)
{
    const auto found = m_exchanges.find(id);
    if (found == m_exchanges.end()) {
        return;
    }
    Exchange& exchange = *found->second;
    exchange.isBusy = true;
    work(exchange);
    exchange.isBusy = false;
    settle(id, exchange);
}

void HttpAttemptDriver::settle(ExchangeId id, Exchange& exchange)
{
    if (exchange.attempt.hasStalled() && exchange.isOpen) {
        cancel(id); // what the provider still says would only cost
        exchange.close();
        if (exchange.attempt.hasHeartbeat()) {
            m_scheduler.wakeAt(m_scheduler.now() + kHeartbeat, *this, id);
        }
    }
    if (!exchange.attempt.isOver() || exchange.isDraining) {
        return;
    }
    if (exchange.isOpen && exchange.attempt.hasSucceeded()) {
        exchange.isDraining = true;
        m_scheduler.wakeAt(m_scheduler.now() + kDrainTime, *this, id);
        return;
    }
    if (exchange.isOpen) {
        cancel(id);
    }
    m_exchanges.erase(id);
}

void HttpAttemptDriver::open(ExchangeId id, HttpRequest request,
                             const std::optional<Fault>& slowness)
{
    if (slowness) {
        m_slowed.add(id, *slowness);
        m_transport.open(id, std::move(request), m_slowed);
    } else {
        m_transport.open(id, std::move(request), *this);
    }
}

void HttpAttemptDriver::cancel(ExchangeId id)
{
    if (!m_slowed.forget(id)) {
        m_transport.cancel(id);
    }
}

} // namespace understudy
