#include "core/wire/slowed_exchanges.h"

#include <string>
#include <utility>

namespace understudy {

namespace {

Duration times(Duration span, double factor)
{
    return Duration{static_cast<std::int64_t>(static_cast<double>(span.count()) * factor + 0.5)};
}

} // namespace

SlowedExchanges::SlowedExchanges(Scheduler& scheduler, HttpSink& sink)
    : m_scheduler(scheduler)
    , m_sink(sink)
{}

SlowedExchanges::~SlowedExchanges() { m_scheduler.forgetTarget(*this); }

void SlowedExchanges::add(ExchangeId id, const Fault& fault)
{
    Slowed& slowed = m_slowed[id];
    slowed.factor = fault.factor;
    slowed.slowsTheFirst = fault.kind == FaultKind::SlowFirstToken;
    slowed.begin = m_scheduler.now();
}

bool SlowedExchanges::forget(ExchangeId id)
{
    const auto found = m_slowed.find(id);
    const bool hasEnded = found != m_slowed.end() && found->second.hasEnded;
    m_slowed.erase(id);
    return hasEnded;
}

// A connection is as fast as ever: what is slow is the model.
void SlowedExchanges::onConnected(ExchangeId id)
{
    if (m_slowed.contains(id)) {
        m_sink.onConnected(id);
    }
}

void SlowedExchanges::onHead(ExchangeId id, const ResponseHead& head)
{
    hold(id, [id, head](HttpSink& sink) { sink.onHead(id, head); });
}

void SlowedExchanges::onBody(ExchangeId id, std::string_view bytes)
{
    const auto found = m_slowed.find(id);
    if (found != m_slowed.end() && !found->second.firstBytes) {
        found->second.firstBytes = m_scheduler.now();
    }
    hold(id, [id, kept = std::string(bytes)](HttpSink& sink) { sink.onBody(id, kept); });
}

void SlowedExchanges::onEnd(ExchangeId id)
{
    hold(
        id, [id](HttpSink& sink) { sink.onEnd(id); }, true);
}

void SlowedExchanges::onFailure(ExchangeId id, const TransportFailure& failure)
{
    hold(
        id, [id, failure](HttpSink& sink) { sink.onFailure(id, failure); }, true);
}

Instant SlowedExchanges::dueOf(const Slowed& slowed, Instant now)
{
    const Instant first = slowed.firstBytes.value_or(now);
    if (slowed.slowsTheFirst) {
        return slowed.begin + times(first - slowed.begin, slowed.factor) + (now - first);
    }
    return first + times(now - first, slowed.factor);
}

// Always by way of the scheduler, so that nothing overtakes.
void SlowedExchanges::hold(ExchangeId id, std::function<void(HttpSink&)> tell, bool isEnd)
{
    const auto found = m_slowed.find(id);
    if (found == m_slowed.end()) {
        return;
    }
    const Instant due = dueOf(found->second, m_scheduler.now());
    found->second.hasEnded = isEnd;
    found->second.pieces.push_back({due, std::move(tell)});
    m_scheduler.wakeAt(due, *this, id);
}

// One wake per piece. Telling may forget the exchange.
void SlowedExchanges::onWake(std::uint64_t token)
{
    const auto found = m_slowed.find(token);
    if (found == m_slowed.end() || found->second.pieces.empty()) {
        return;
    }
    const Piece piece = std::move(found->second.pieces.front());
    found->second.pieces.pop_front();
    if (found->second.hasEnded && found->second.pieces.empty()) {
        m_slowed.erase(found);
    }
    piece.tell(m_sink);
}

} // namespace understudy
