// An HttpTransport whose peer is the test: recorded bytes, cut anywhere, and every way to break
// down. Nothing happens until the test says so, as from an event loop.
#pragma once

#include "core/wire/http_transport.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

class ScriptedTransport final : public HttpTransport
{
public:
    void open(ExchangeId id, HttpRequest request, HttpSink& sink) override
    {
        m_exchanges.push_back({id, std::move(request), &sink, State::Open});
    }

    void cancel(ExchangeId id) override
    {
        Exchange* exchange = find(id);
        m_hasStrayCancel = m_hasStrayCancel || exchange == nullptr;
        if (exchange != nullptr) {
            exchange->state = State::Cancelled;
        }
    }

    std::size_t opened() const { return m_exchanges.size(); }
    const HttpRequest& request(std::size_t index) const { return m_exchanges.at(index).request; }
    bool isOpen(std::size_t index) const { return m_exchanges.at(index).state == State::Open; }
    bool isCancelled(std::size_t index) const
    {
        return m_exchanges.at(index).state == State::Cancelled;
    }
    // True when an exchange was cancelled that had ended before or never was.
    bool hasStrayCancel() const { return m_hasStrayCancel; }

    // The peer's side of the exchange opened as number `index`; no effect once it has ended.
    void connect(std::size_t index)
    {
        play(index, State::Open, [](HttpSink& sink, ExchangeId id) { sink.onConnected(id); });
    }
    void answer(std::size_t index, const ResponseHead& head)
    {
        play(index, State::Open, [&](HttpSink& sink, ExchangeId id) { sink.onHead(id, head); });
    }
    void send(std::size_t index, std::string_view bytes)
    {
        play(index, State::Open, [&](HttpSink& sink, ExchangeId id) { sink.onBody(id, bytes); });
    }
    void end(std::size_t index)
    {
        play(index, State::Ended, [](HttpSink& sink, ExchangeId id) { sink.onEnd(id); });
    }
    void breakDown(std::size_t index, TransportFault fault, const std::string& message = {})
    {
        play(index, State::Ended, [&](HttpSink& sink, ExchangeId id) {
            sink.onFailure(id, {fault, message});
        });
    }

private:
    enum class State
    {
        Open,
        Cancelled,
        Ended
    };
    struct Exchange
    {
        ExchangeId id;
        HttpRequest request;
        HttpSink* sink;
        State state;
    };

    Exchange* find(ExchangeId id)
    {
        for (Exchange& exchange : m_exchanges) {
            if (exchange.id == id && exchange.state == State::Open) {
                return &exchange;
            }
        }
        return nullptr;
    }

    // Works on copies: the sink may open further exchanges meanwhile.
    template<class Work>
    void play(std::size_t index, State next, Work work)
    {
        if (!isOpen(index)) {
            return;
        }
        m_exchanges.at(index).state = next;
        HttpSink& sink = *m_exchanges.at(index).sink;
        work(sink, m_exchanges.at(index).id);
    }

    std::vector<Exchange> m_exchanges;
    bool m_hasStrayCancel = false;
};

} // namespace understudy
