// Asks one provider which models it serves: what `keys test` and `models --refresh` do. One
// question at a time; every end of it, silence included, is one answer.
#pragma once

#include "app/net/qt_http_transport.h"
#include "core/plan/provider.h"
#include "core/wire/credential_source.h"
#include "core/wire/http_message.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace understudy {

struct ModelQuestion
{
    std::string provider;
    Dialect dialect = Dialect::OpenAiChat;
    AuthStyle auth = AuthStyle::None;
    HttpUrl base;
    Secret key; // ignored with AuthStyle::None
};

enum class ModelAnswerKind : std::uint8_t
{
    List,
    Refused,     // 401 or 403: the key is not accepted
    OtherStatus, // reached, but it did not answer with a list
    Unreachable, // no connection, no answer in time, not HTTP
};

struct ModelAnswer
{
    ModelAnswerKind kind = ModelAnswerKind::Unreachable;
    std::vector<std::string> models; // of a List
    std::uint16_t status = 0;        // 0 when there was none
    std::string message;             // redacted; why there is no list
};

class ModelAsker final : public QObject, private HttpSink
{
    Q_OBJECT

public:
    explicit ModelAsker(QObject* parent = nullptr);

    // For tests; the default is what a person waits.
    void setTimeLimit(std::chrono::milliseconds limit) { m_limit = limit; }
    // Answers once, later, with answered(). Not again before that.
    void ask(const ModelQuestion& question);

Q_SIGNALS:
    void answered(const understudy::ModelAnswer& answer);

private:
    void onConnected(ExchangeId) override {}
    void onHead(ExchangeId id, const ResponseHead& head) override;
    void onBody(ExchangeId id, std::string_view bytes) override;
    void onEnd(ExchangeId id) override;
    void onFailure(ExchangeId id, const TransportFailure& failure) override;
    void giveUp(const std::string& why);
    void answer(const ModelAnswer& answer);
    ModelAnswer judge() const;

    bool m_isOpen = false; // nothing has been answered yet
    std::chrono::milliseconds m_limit{20'000};
    ModelQuestion m_question;
    ResponseHead m_head;
    std::string m_body;
    QTimer m_timer;
    QtHttpTransport m_transport;
};

} // namespace understudy
