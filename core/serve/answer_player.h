// Plays one answer of a simulated model, or its fault, into a connection: paced by the scheduler,
// one token per write. Stops when it is destroyed.
#pragma once

#include "core/engine/scheduler.h"
#include "core/plan/error_class.h"
#include "core/plan/outage.h"
#include "core/serve/chat_encoder.h"
#include "core/serve/http_service.h"
#include "core/serve/stage_log.h"
#include "core/world/model_twin.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace understudy {

struct AnswerScript
{
    Dialect dialect = Dialect::OpenAiChat; // one that encoderFor knows
    AnswerHead head;
    AttemptDraws draws; // as slow as the fault makes them
    std::optional<Fault> fault;
    ErrorClass brokenAs = ErrorClass::None; // as in TwinBreak
    Duration insteadAfter{};                // when a fault comes that takes an answer's place
    Duration resetGap{};                    // as in StageOptions
    bool isStream = false;
    bool closes = false;         // the client asked for it
    std::uint64_t logNumber = 0; // where the status is noted
};

class AnswerPlayer final : private Wakeable
{
public:
    // All must outlive the player.
    AnswerPlayer(Scheduler& scheduler, StageLog& log, ReplyChannel& channel);
    ~AnswerPlayer() override;
    AnswerPlayer(const AnswerPlayer&) = delete;
    AnswerPlayer& operator=(const AnswerPlayer&) = delete;

    // Not before the last one ended.
    void play(AnswerScript script);
    // The whole reply at once.
    void refuse(const AnswerScript& script, const VendorError& error);

private:
    void onWake(std::uint64_t token) override;
    void playInstead();
    void playContentless();
    void playWhole();
    void sendWhole(HttpHeaders headers, std::string_view body);
    void playBrokenWhole(const std::string& body);
    void playStream();
    void beginStream(std::string_view events);
    void sendToken();
    bool breaksHere() const;
    void breakSoon();
    void breakStream();
    void breakAs(ErrorClass errorClass);
    void beat(std::string_view bytes);
    void endStream(std::string_view events);

    const ChatEncoder& encoder() const;
    AnswerEnd end() const;
    void write(std::string_view bytes);
    void waitUntil(Instant when);

    Scheduler& m_scheduler;
    StageLog& m_log;
    ReplyChannel& m_channel;
    AnswerScript m_script;
    std::uint32_t m_sent = 0; // tokens
    bool m_hasBegun = false;
    bool m_hasBroken = false;
    Instant m_due;            // of what comes next
    Instant m_safeBreak;      // no reset earlier
    std::uint64_t m_wake = 0; // only the newest wake counts
};

} // namespace understudy
