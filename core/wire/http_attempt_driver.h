// The attempt driver of real and embedded providers: writes the request, opens the exchange, and
// reports what comes back. Owns its exchanges; lives on one thread with its transport.
#pragma once

#include "core/engine/attempt_driver.h"
#include "core/engine/attempt_signal.h"
#include "core/engine/scheduler.h"
#include "core/record/run_observer.h"
#include "core/wire/credential_source.h"
#include "core/wire/endpoint.h"
#include "core/wire/http_transport.h"
#include "core/wire/live_attempt.h"
#include "core/wire/partial_answers.h"
#include "core/wire/simulation_headers.h"
#include "core/wire/slowed_exchanges.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace understudy {

class HttpAttemptDriver : public AttemptDriver, private HttpSink, private Wakeable
{
public:
    // All of them must outlive the driver.
    HttpAttemptDriver(HttpTransport& transport, Scheduler& scheduler, SignalSink& signals,
                      TextSink& texts, const CredentialSource& credentials);
    ~HttpAttemptDriver() override;
    HttpAttemptDriver(const HttpAttemptDriver&) = delete;
    HttpAttemptDriver& operator=(const HttpAttemptDriver&) = delete;

    // What attempts that name the returned id will send, until it is forgotten. Attempts that have
    // begun keep it.
    RequestId add(std::shared_ptr<const LiveRequest> request);
    void forget(RequestId request);

    // Where a simulated refusal goes: a port of this computer on which nobody listens.
    void setClosedPort(std::uint16_t port) { m_closedPort = port; }
    // Whether "try again in 20s" in an error message counts as a wait hint. Off by default.
    void setReadsHintsInMessages(bool isOn) { m_readsHintsInMessages = isOn; }

    Begun begin(const AttemptStart& start) override;
    void abandon(AttemptId id) override;

private:
    // A 400 that nobody has heard of yet: it may name a parameter that need not be sent.
    struct HeldRefusal
    {
        ResponseHead head;
        std::string body;
    };
    struct Exchange
    {
        Exchange(AttemptPlan plan, SignalSink& signals, TextSink& texts)
            : attempt(std::move(plan), signals, texts)
        {}
        // The transport has forgotten it.
        void close() { isOpen = isDraining = false; }

        LiveAttempt attempt;
        std::optional<Verdict> refusal; // why nothing was sent
        std::optional<HeldRefusal> held;
        bool mayMend = false;    // once, and only what was really asked of a provider
        bool isBusy = false;     // its signals are being delivered
        bool isDraining = false; // has succeeded; the rest of the message is awaited
        bool isOpen = false;     // known to the transport
    };

    void onConnected(ExchangeId id) override;
    void onHead(ExchangeId id, const ResponseHead& head) override;
    void onBody(ExchangeId id, std::string_view bytes) override;
    void onEnd(ExchangeId id) override;
    void onFailure(ExchangeId id, const TransportFailure& failure) override;
    void onWake(std::uint64_t token) override;

    AttemptPlan makePlan(const AttemptStart& start) const;
    std::optional<Verdict> takeKey(const Endpoint& endpoint, AttemptPlan& plan) const;
    HttpRequest makeRequest(const AttemptStart& start, AttemptPlan& plan) const;
    void addSimulation(const AttemptStart& start, const AttemptPlan& plan,
                       HttpRequest& request) const;
    Endpoint endpointOf(const AttemptPlan& plan) const;
    bool mend(ExchangeId id, Exchange& exchange);
    static void release(Exchange& exchange);
    template<class Work>
    void deliver(ExchangeId id, Work work);
    void settle(ExchangeId id, Exchange& exchange);
    void open(ExchangeId id, HttpRequest request, const std::optional<Fault>& slowness);
    void cancel(ExchangeId id);

    HttpTransport& m_transport;
    Scheduler& m_scheduler;
    SignalSink& m_signals;
    PartialAnswers m_texts;
    const CredentialSource& m_credentials;
    SlowedExchanges m_slowed;
    std::unordered_map<RequestId, std::shared_ptr<const LiveRequest>> m_requests;
    // Parameters that a model was found not to take, by the address and the model.
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> m_mends;
    std::unordered_map<ExchangeId, std::unique_ptr<Exchange>> m_exchanges; // by packed AttemptId
    RequestId m_lastRequest = 0;
    std::uint16_t m_closedPort = 1;
    bool m_readsHintsInMessages = false;
};

} // namespace understudy
