// An HttpTransport that ends in a ProviderStage, on one scheduler and without sockets: every byte
// arrives in the instant in which it was written, later than whatever wrote it.
#pragma once

#include "core/engine/scheduler.h"
#include "core/serve/provider_stage.h"
#include "core/wire/http_parser.h"
#include "core/wire/http_transport.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

class StageTransport final : public HttpTransport, private Wakeable
{
public:
    static constexpr std::uint16_t kClosedPort = 9; // connections to it are refused

    StageTransport(Scheduler& scheduler, HttpService& service)
        : m_scheduler(scheduler)
        , m_service(service)
    {}
    ~StageTransport() override { m_scheduler.forgetTarget(*this); }

    void open(ExchangeId id, HttpRequest request, HttpSink& sink) override
    {
        Exchange& exchange = *(m_exchanges[id] = std::make_unique<Exchange>(*this, sink, id));
        if (request.url.port == kClosedPort) {
            later(id, [](Exchange& e) {
                e.end([&e] { e.sink.onFailure(e.id, {TransportFault::Refused, "refused"}); });
            });
            return;
        }
        exchange.session = m_service.open(exchange);
        later(id, [](Exchange& e) { e.sink.onConnected(e.id); });
        later(id, [request = std::move(request)](Exchange& e) {
            e.session->onRequest({request.method, request.url.path, request.headers}, request.body);
        });
    }

    // The server hears of it at once, but not from within its own call.
    void cancel(ExchangeId id) override
    {
        const auto found = m_exchanges.find(id);
        if (found != m_exchanges.end()) {
            m_gone.push_back(std::move(found->second));
            m_exchanges.erase(found);
            m_scheduler.wakeAt(m_scheduler.now(), *this, 0);
        }
    }

    std::size_t openExchanges() const { return m_exchanges.size(); }

private:
    struct Exchange final : ReplyChannel, HttpParserSink
    {
        Exchange(StageTransport& transportOfIt, HttpSink& sinkOfIt, ExchangeId idOfIt)
            : transport(transportOfIt)
            , sink(sinkOfIt)
            , id(idOfIt)
        {}
        ~Exchange() override { session.reset(); }

        // What the server does.
        void write(std::string_view bytes) override
        {
            transport.later(id, [text = std::string(bytes)](Exchange& e) { e.take(text); });
        }
        void endReply() override {}
        void closeCleanly() override { breakDown(TransportFault::EndInBody); }
        void reset() override { breakDown(TransportFault::ResetInBody); }

        // What the client hears.
        void take(std::string_view bytes)
        {
            parser.feed(bytes, *this);
            if (!isOver && parser.fault() != HttpFault::None) {
                end([this] { sink.onFailure(id, {TransportFault::Malformed, "not HTTP"}); });
            }
        }
        void breakDown(TransportFault fault)
        {
            transport.later(id, [fault](Exchange& e) {
                const TransportFault seen = e.hasHead ? fault : TransportFault::ResetBeforeHead;
                e.end([&e, seen] { e.sink.onFailure(e.id, {seen, "broken"}); });
            });
        }
        void onResponseHead(ResponseHead&& head) override
        {
            hasHead = true;
            sink.onHead(id, head);
        }
        void onBody(std::string_view bytes) override
        {
            if (!isOver) {
                sink.onBody(id, bytes);
            }
        }
        void onMessageEnd() override
        {
            if (!isOver) {
                end([this] { sink.onEnd(id); });
            }
        }

        // The exchange is forgotten before its sink is told.
        template<class Tell>
        void end(Tell tell)
        {
            isOver = true;
            const auto found = transport.m_exchanges.find(id);
            if (found != transport.m_exchanges.end() && found->second.get() == this) {
                transport.m_gone.push_back(std::move(found->second));
                transport.m_exchanges.erase(found);
                transport.m_scheduler.wakeAt(transport.m_scheduler.now(), transport, 0);
                tell();
            }
        }

        StageTransport& transport;
        HttpSink& sink;
        ExchangeId id;
        HttpParser parser{HttpParser::Role::Response};
        std::unique_ptr<HttpSession> session;
        bool hasHead = false;
        bool isOver = false;
    };

    void later(ExchangeId id, std::function<void(Exchange&)> work)
    {
        const std::uint64_t number = ++m_lastWork;
        m_work[number] = {id, std::move(work)};
        m_scheduler.wakeAt(m_scheduler.now(), *this, number);
    }

    void onWake(std::uint64_t token) override
    {
        if (token == 0) {
            m_gone.clear();
            return;
        }
        const auto work = m_work.extract(token);
        const auto found = m_exchanges.find(work.mapped().first);
        if (found != m_exchanges.end()) {
            work.mapped().second(*found->second);
        }
    }

    Scheduler& m_scheduler;
    HttpService& m_service;
    std::map<ExchangeId, std::unique_ptr<Exchange>> m_exchanges;
    std::vector<std::unique_ptr<Exchange>> m_gone; // to be destroyed when nobody stands in them
    std::map<std::uint64_t, std::pair<ExchangeId, std::function<void(Exchange&)>>> m_work;
    std::uint64_t m_lastWork = 0;
};

} // namespace understudy
