// Providers as bytes for tests of whole runs: a transport that plays what each candidate's attempts
// answer, step by step on the scheduler's clock.
#pragma once

#include "core/engine/scheduler.h"
#include "core/wire/http_transport.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

// What the peer does so long after it was asked.
struct PeerStep
{
    Duration after{};
    std::function<void(HttpSink&, ExchangeId)> act;
    bool isEnd = false; // the exchange is over: the transport forgets it first
};

using PeerScript = std::vector<PeerStep>;

class BytePeer final : public HttpTransport, private Wakeable
{
public:
    explicit BytePeer(Scheduler& scheduler)
        : m_scheduler(scheduler)
    {}

    // The attempts on one host, in order; the last one repeats.
    void script(const std::string& host, std::vector<PeerScript> attempts)
    {
        m_scripts[host] = std::move(attempts);
    }

    void open(ExchangeId id, HttpRequest request, HttpSink& sink) override
    {
        const std::vector<PeerScript>& scripts = m_scripts.at(request.url.host);
        const std::size_t played = m_played[request.url.host]++;
        m_sinks[id] = &sink;
        for (const PeerStep& step : scripts.at(std::min(played, scripts.size() - 1))) {
            m_planned.push_back({id, step});
            m_scheduler.wakeAt(m_scheduler.now() + step.after, *this, m_planned.size() - 1);
        }
    }
    void cancel(ExchangeId id) override { m_sinks.erase(id); }

    std::size_t openExchanges() const { return m_sinks.size(); }

private:
    void onWake(std::uint64_t token) override
    {
        const auto [id, step] = m_planned[token];
        const auto found = m_sinks.find(id);
        if (found == m_sinks.end()) {
            return;
        }
        HttpSink& sink = *found->second;
        if (step.isEnd) {
            m_sinks.erase(found);
        }
        step.act(sink, id);
    }

    Scheduler& m_scheduler;
    std::map<std::string, std::vector<PeerScript>> m_scripts;
    std::map<std::string, std::size_t> m_played;
    std::map<ExchangeId, HttpSink*> m_sinks;
    std::vector<std::pair<ExchangeId, PeerStep>> m_planned;
};

} // namespace understudy
