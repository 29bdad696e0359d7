// Makes exchanges slower than they are: stands between the transport and its sink and hands on what
// it is told when a fault of pace would have let it through. Lives on its sink's thread.
#pragma once

#include "core/engine/scheduler.h"
#include "core/plan/outage.h"
#include "core/wire/http_transport.h"

#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>

namespace understudy {

class SlowedExchanges final : public HttpSink, private Wakeable
{
public:
    // Both must outlive this object.
    SlowedExchanges(Scheduler& scheduler, HttpSink& sink);
    ~SlowedExchanges() override;
    SlowedExchanges(const SlowedExchanges&) = delete;
    SlowedExchanges& operator=(const SlowedExchanges&) = delete;

    // Before the exchange is opened with this object as its sink. The fault is one of pace.
    void add(ExchangeId id, const Fault& fault);
    // Nothing more is told about it. True when the transport is done with it although its sink has
    // not heard so; false also for an exchange that is not here.
    bool forget(ExchangeId id);

    void onConnected(ExchangeId id) override;
    void onHead(ExchangeId id, const ResponseHead& head) override;
    void onBody(ExchangeId id, std::string_view bytes) override;
    void onEnd(ExchangeId id) override;
    void onFailure(ExchangeId id, const TransportFailure& failure) override;

private:
    struct Piece
    {
        Instant due;
        std::function<void(HttpSink&)> tell;
    };
    struct Slowed
    {
        double factor = 1;
        bool hasEnded = false;      // for the transport
        bool slowsTheFirst = false; // the time to the first bytes, else the time after them
        Instant begin;
        std::optional<Instant> firstBytes; // of the body
        std::deque<Piece> pieces;
    };

    static Instant dueOf(const Slowed& slowed, Instant now);
    void hold(ExchangeId id, std::function<void(HttpSink&)> tell, bool isEnd = false);
    void onWake(std::uint64_t token) override;

    Scheduler& m_scheduler;
    HttpSink& m_sink;
    std::unordered_map<ExchangeId, Slowed> m_slowed;
};

} // namespace understudy
