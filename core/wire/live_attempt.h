// One attempt's way from HTTP events to signals, text and notes. Knows neither transport nor clock:
// its driver opens, cancels and wakes. Says nothing more once it is over.
#pragma once

#include "core/base/ids.h"
#include "core/engine/attempt_signal.h"
#include "core/plan/outage.h"
#include "core/record/run_observer.h"
#include "core/wire/classify.h"
#include "core/wire/credential_source.h"
#include "core/wire/endpoint.h"
#include "core/wire/http_transport.h"
#include "core/wire/stream_decoder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

// What the driver knows when the attempt begins.
struct AttemptPlan
{
    AttemptId id;
    std::uint32_t run = 0;
    std::uint32_t attempt = 0;
    std::shared_ptr<const LiveRequest> request; // null when it was not to be found
    std::uint16_t candidate = 0;
    Secret key;
    std::vector<std::string> dropped; // parameters
    std::optional<Fault> breaksWith;  // breaks the real stream on our side
    std::optional<Fault> slowsWith;   // slows it down
    bool readsHintsInMessages = false;
};

class LiveAttempt : private DeltaSink
{
public:
    // The sinks must outlive the attempt.
    LiveAttempt(AttemptPlan plan, SignalSink& signals, TextSink& texts);

    void connected();
    void takeHead(const ResponseHead& head);
    void takeBody(std::string_view bytes);
    void end(); // the message was whole
    void breakDown(const TransportFailure& failure);
    void timeOutErrorBody(); // judges by what has come of it
    void fail(const Verdict& verdict);
    void silence(); // abandoned
    void beat();    // a heartbeat of an attempt that has stalled
    void drop(std::string param) { m_plan.dropped.push_back(std::move(param)); }

    const AttemptPlan& plan() const { return m_plan; }
    bool isOver() const { return m_phase == Phase::Over; }
    bool hasSucceeded() const { return m_hasSucceeded; }
    // Broken by a fault that ends in silence: what the provider still says is not wanted.
    bool hasStalled() const { return m_phase == Phase::Stalled; }
    bool hasHeartbeat() const;
    bool awaitsErrorBody() const { return m_phase == Phase::ErrorBody; }

private:
    enum class Phase : std::uint8_t
    {
        Opening,
        Stream,
        ErrorBody,
        Stalled,
        Over
    };

    void onDelta(const StreamDelta& delta, const StreamState& state) override;
    void takeContent(const std::string& text, std::uint32_t tokens);
    bool hasSaidAll() const { return isOver() || hasStalled(); }
    bool breaksAfter(std::uint32_t tokens) const;
    void breakOff();
    void judgeStream(StreamEnding ending, std::string_view detail = {});
    void judgeErrorBody();
    void succeed();
    void noteDropped();
    void tellUsage(const TokenCounts& counts);
    void noteRequestId(std::string_view id);
    void noteModel(const std::string& model);
    void note(NoteKind kind, std::string_view text);
    void say(AttemptSignal signal);
    void say(SignalKind kind);
    AttemptFacts facts() const;
    const Endpoint& endpoint() const;
    TokenCounts usage() const;

    AttemptPlan m_plan;
    SignalSink& m_signals;
    TextSink& m_texts;
    Phase m_phase = Phase::Opening;
    ResponseHead m_head;
    std::string m_errorBody;
    std::unique_ptr<StreamDecoder> m_decoder; // from the head of a stream on
    std::uint32_t m_tokens = 0;
    std::string m_notedModel;
    bool m_isConnected = false;
    bool m_hasRequestId = false;
    bool m_hasSucceeded = false;
};

} // namespace understudy
