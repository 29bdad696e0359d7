// A transport and a sink that writes down what it is told.
#pragma once

#include "app/net/qt_http_transport.h"

#include <QTest>

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

inline constexpr int kPatience = 5'000; // ms

struct Exchanged
{
    int connected = 0;
    std::optional<ResponseHead> head;
    std::string body;
    bool isEnded = false;
    std::optional<TransportFailure> failure;

    bool isOver() const { return isEnded || failure.has_value(); }
};

class TransportBench : public HttpSink
{
public:
    explicit TransportBench(QtHttpTransportOptions options = {})
        : transport(std::move(options))
    {}

    // Starts a request and waits for its end.
    const Exchanged& exchange(const std::string& url, const std::string& body = "{}")
    {
        const ExchangeId id = open(url, body);
        EXPECT_TRUE(QTest::qWaitFor([&] { return seen[id].isOver(); }, kPatience)) << url;
        return seen[id];
    }

    ExchangeId open(const std::string& url, const std::string& body = "{}")
    {
        HttpRequest request;
        request.url = *parseUrl(url);
        request.headers = {{"x-secret", "do-not-tell"}};
        request.body = body;
        const ExchangeId id = ++m_ids;
        isOpening = true;
        transport.open(id, std::move(request), *this);
        isOpening = false;
        return id;
    }

    void onConnected(ExchangeId id) override { note(id).connected++; }
    void onHead(ExchangeId id, const ResponseHead& head) override
    {
        note(id).head = head;
        if (onHeadDo) {
            onHeadDo(id);
        }
    }
    void onBody(ExchangeId id, std::string_view bytes) override { note(id).body += bytes; }
    void onEnd(ExchangeId id) override { note(id).isEnded = true; }
    void onFailure(ExchangeId id, const TransportFailure& failure) override
    {
        EXPECT_EQ(failure.message.find("do-not-tell"), std::string::npos);
        note(id).failure = failure;
    }

    QtHttpTransport transport;
    std::map<ExchangeId, Exchanged> seen;
    std::function<void(ExchangeId)> onHeadDo;
    bool isOpening = false;

private:
    Exchanged& note(ExchangeId id)
    {
        EXPECT_FALSE(isOpening) << "never from within open";
        EXPECT_FALSE(seen[id].isOver()) << "nothing after the end";
        return seen[id];
    }

    ExchangeId m_ids = 0;
};

// The fault of an exchange that must have failed.
inline std::string faultOf(const Exchanged& exchanged)
{
    if (!exchanged.failure) {
        return exchanged.isEnded ? "none" : "unfinished";
    }
    switch (exchanged.failure->fault) {
    case TransportFault::Dns: return "dns";
    case TransportFault::Refused: return "refused";
    case TransportFault::Tls: return "tls";
    case TransportFault::TlsCertificate: return "certificate";
    case TransportFault::Proxy: return "proxy";
    case TransportFault::ResetBeforeHead: return "reset before head";
    case TransportFault::ResetInBody: return "reset in body";
    case TransportFault::EndInBody: return "end in body";
    case TransportFault::Malformed: return "malformed";
    case TransportFault::Local: return "local";
    }
    return "?";
}

} // namespace understudy
