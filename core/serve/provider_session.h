// One connection to the embedded providers: finds out what a request wants and has it answered.
#pragma once

#include "core/serve/answer_player.h"
#include "core/serve/http_service.h"
#include "core/serve/provider_routes.h"
#include "core/serve/provider_stage.h"

#include <string_view>

namespace understudy {

class ProviderSession final : public HttpSession
{
public:
    // Both must outlive the session.
    ProviderSession(ProviderStage& stage, ReplyChannel& channel);

    void onRequest(const RequestHead& head, std::string_view body) override;

private:
    void answerChat(const ProviderRoute& route, const RequestHead& head, std::string_view body);
    void answerPlainly(const ProviderRoute& route, const RequestHead& head, std::string_view body);

    ProviderStage& m_stage;
    ReplyChannel& m_channel;
    AnswerPlayer m_player;
};

} // namespace understudy
