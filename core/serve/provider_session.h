// One connection to the embedded providers: finds out what a request wants and has it answered.
#pragma once

#include "core/serve/answer_player.h"
#include "core/serve/http_service.h"
#include "core/serve/provider_routes.h"
#include "core/serve/provider_stage.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

// The player speaks through it, so that a server is free before the client hears the end.
class ProviderSession final : public HttpSession, private ReplyChannel, private ServedClient
{
public:
    // Both must outlive the session.
    ProviderSession(ProviderStage& stage, ReplyChannel& channel);
    ~ProviderSession() override;
    ProviderSession(const ProviderSession&) = delete;
    ProviderSession& operator=(const ProviderSession&) = delete;

    void onRequest(const RequestHead& head, std::string_view body) override;

private:
    void write(std::string_view bytes) override { m_channel.write(bytes); }
    void endReply() override;
    void closeCleanly() override;
    void reset() override;
    void onServed() override;

    using ModelKey = std::pair<std::string, std::string>;
    bool isAdmitted(const ModelKey& model, const StagePlan& plan, AnswerScript& script);
    void leaveServer();
    void answerChat(const ProviderRoute& route, const RequestHead& head, std::string_view body);
    void answerPlainly(const ProviderRoute& route, const RequestHead& head, std::string_view body);

    ProviderStage& m_stage;
    ReplyChannel& m_channel;
    AnswerPlayer m_player;
    std::uint64_t m_ticket = 0;   // of its server, or its place in the queue; 0: none
    AnswerScript m_waitingScript; // until it is served
};

} // namespace understudy
