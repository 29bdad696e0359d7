#include "app/live/model_asker.h"

#include "core/wire/classify.h"
#include "core/wire/model_list.h"
#include "core/wire/redact.h"

#include <utility>

namespace understudy {

namespace {

constexpr ExchangeId kOnly = 1;

} // namespace

ModelAsker::ModelAsker(QObject* parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { giveUp("it did not answer in time"); });
}

void ModelAsker::ask(const ModelQuestion& question)
{
    m_question = question;
    m_head = {};
    m_body.clear();
    m_isOpen = true;
    m_timer.start(m_limit);
    m_transport.open(kOnly,
                     modelListRequest(question.dialect, question.auth, question.base, question.key),
                     *this);
}

void ModelAsker::onHead(ExchangeId, const ResponseHead& head) { m_head = head; }

void ModelAsker::onBody(ExchangeId, std::string_view bytes)
{
    m_body += bytes;
    if (m_isOpen && m_body.size() > kMostModelListBytes) {
        giveUp("its answer is longer than any list of models");
    }
}

void ModelAsker::onEnd(ExchangeId) { answer(judge()); }

void ModelAsker::onFailure(ExchangeId, const TransportFailure& failure)
{
    // A broken connection after a refusal is a refusal all the same.
    if (m_head.status >= 400) {
        answer(judge());
        return;
    }
    const std::string message = keptMessage(failure.message, m_question.key.reveal());
    answer({ModelAnswerKind::Unreachable, {}, m_head.status, message});
}

void ModelAsker::giveUp(const std::string& why)
{
    m_transport.cancel(kOnly);
    answer({ModelAnswerKind::Unreachable, {}, m_head.status, why});
}

void ModelAsker::answer(const ModelAnswer& answer)
{
    if (std::exchange(m_isOpen, false)) {
        m_timer.stop();
        Q_EMIT answered(answer);
    }
}

ModelAnswer ModelAsker::judge() const
{
    const bool isSuccess = m_head.status >= 200 && m_head.status < 300;
    if (isSuccess) {
        if (auto models = readModelList(m_body)) {
            return {ModelAnswerKind::List, std::move(*models), m_head.status, {}};
        }
        return {ModelAnswerKind::OtherStatus, {}, m_head.status, "the answer is no list of models"};
    }
    const Verdict verdict =
        classifyResponse(m_head, std::string_view(m_body).substr(0, kErrorBodyBytes),
                         {.provider = m_question.provider,
                          .key = m_question.key.reveal(),
                          .now = std::nullopt,
                          .readsHintsInMessages = false});
    const bool isRefused = m_head.status == 401 || m_head.status == 403;
    return {isRefused ? ModelAnswerKind::Refused : ModelAnswerKind::OtherStatus,
            {},
            m_head.status,
            verdict.message};
}

} // namespace understudy
