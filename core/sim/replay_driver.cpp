#include "core/sim/replay_driver.h"

#include "core/base/check.h"
#include "core/plan/provider_rules.h"
#include "core/sim/attempt_script.h"
#include "core/world/model_twin.h"

#include <algorithm>
#include <array>
#include <utility>

namespace understudy {

namespace {

std::vector<SignalAfter> scriptOf(const SimulatedAttempt& plan)
{
    std::vector<SignalAfter> signals;
    for (ScriptPoint point = nextPoint(plan, ScriptStep::Nothing); point.at != Duration::max();
         point = nextPoint(plan, point.step)) {
        signals.push_back({point.at, signalOf(plan, point.step)});
    }
    return signals;
}

// The attempt's known beginning, and after it what the plan has that did not come yet.
std::vector<SignalAfter> continued(const RecordedAttempt& known, SimulatedAttempt plan)
{
    std::vector<SignalAfter> signals = known.signals;
    const std::uint32_t tokens = known.tokens();
    if (tokens == 0) {
        const Duration silent = known.watched + Duration{1};
        const Duration late = std::max(silent - plan.firstToken, Duration::zero());
        plan.firstToken += late;
        plan.last += late;
        plan.headers = std::max(plan.headers, silent);
        for (const SignalAfter& each : scriptOf(plan)) {
            if (each.signal.kind != SignalKind::Headers || !known.hasHeaders()) {
                signals.push_back(each);
            }
        }
        return signals;
    }
    plan.tokens = plan.usage.output = std::max(plan.tokens, tokens);
    const std::int64_t left = plan.tokens - tokens;
    signals.push_back(
        {known.watched,
         {.kind = SignalKind::Progress,
          .tokens = tokens,
          .flow = plan.tokenInterval > Duration::zero() ? Flow::Tokens : Flow::Unknown,
          .pace = plan.tokenInterval}});
    signals.push_back({known.watched + plan.tokenInterval * left, signalOf(plan, ScriptStep::End)});
    return signals;
}

bool isEnd(SignalKind kind) { return kind == SignalKind::Succeeded || kind == SignalKind::Failed; }

} // namespace

std::string_view name(AttemptSource source)
{
    static constexpr std::array<std::string_view, 3> kNames{"recorded", "assumed", "drawn"};
    return kNames[static_cast<std::size_t>(source)];
}

ReplayDriver::ReplayDriver(Scheduler& scheduler, std::vector<RecordedAttempt> record,
                           const Scenario& twins, std::uint64_t seed)
    : m_scheduler(scheduler)
    , m_record(std::move(record))
    , m_twins(twins)
    , m_seed(seed)
{}

ReplayDriver::~ReplayDriver() { m_scheduler.forgetTarget(*this); }

Begun ReplayDriver::begin(const AttemptStart& start)
{
    US_CHECK(m_sink != nullptr);
    const CandidateLabel& label = start.chain->labels[start.candidate];
    const RecordedAttempt* known = recorded(label, start.ordinal);
    const bool isWhole = known != nullptr && known->isWhole;
    m_sources.push_back(isWhole ? AttemptSource::Recorded : AttemptSource::Assumed);
    Playing playing{.id = start.id,
                    .run = start.run,
                    .attempt = start.attempt,
                    .begun = m_scheduler.now(),
                    .signals = isWhole ? known->signals : assumed(start, known)};
    if (isWhole) {
        playing.message = known->message;
        playing.text = known->text;
    }
    m_playing.push_back(std::move(playing));
    wakeForNext(m_playing.back());
    return {.isConnected = known == nullptr || known->connects};
}

const RecordedAttempt* ReplayDriver::recorded(const CandidateLabel& label,
                                              std::uint32_t ordinal) const
{
    for (const RecordedAttempt& attempt : m_record) {
        const bool isSame = attempt.provider == label.provider && attempt.model == label.model;
        if (isSame && ordinal-- == 0) {
            return &attempt;
        }
    }
    return nullptr;
}

std::vector<SignalAfter> ReplayDriver::assumed(const AttemptStart& start,
                                               const RecordedAttempt* known) const
{
    const CandidateLabel& label = start.chain->labels[start.candidate];
    if (label.provider == kTextProvider) {
        return scriptOf({.tokens = 1});
    }
    const AttemptDice dice(DrawKey{.seed = m_seed,
                                   .world = 0,
                                   .run = start.request,
                                   .model = modelHash(label.provider, label.model),
                                   .ordinal = start.ordinal});
    const SimulatedAttempt plan =
        simulateAttempt(resolveTwin(m_twins, label.provider, label.model), dice, nullptr,
                        start.chain->candidates[start.candidate].maxTokens);
    return known == nullptr ? scriptOf(plan) : continued(*known, plan);
}

void ReplayDriver::abandon(AttemptId id)
{
    std::erase_if(m_playing, [&](const Playing& playing) { return playing.id == id; });
}

void ReplayDriver::onWake(std::uint64_t token)
{
    while (tell(AttemptId::unpack(token))) {
    }
}

// Tells what is due. True while more may be: the engine may abandon the attempt on any signal.
bool ReplayDriver::tell(AttemptId id)
{
    Playing* playing = find(id);
    if (playing == nullptr || playing->next == playing->signals.size()) {
        return false;
    }
    const SignalAfter& due = playing->signals[playing->next];
    if (playing->begun + due.after > m_scheduler.now()) {
        wakeForNext(*playing);
        return false;
    }
    AttemptSignal signal = due.signal;
    signal.id = id;
    ++playing->next;
    if (isEnd(signal.kind)) {
        const Playing ended = std::move(*playing);
        abandon(id);
        if (m_textSink != nullptr && !ended.text.empty()) {
            m_textSink->onText(ended.run, ended.attempt, ended.text);
        }
        if (m_textSink != nullptr && !ended.message.empty()) {
            m_textSink->onNote(ended.run, ended.attempt, NoteKind::Message, ended.message);
        }
        m_sink->onSignal(signal);
        return false;
    }
    m_sink->onSignal(signal);
    return true;
}

ReplayDriver::Playing* ReplayDriver::find(AttemptId id)
{
    const auto found = std::ranges::find(m_playing, id, &Playing::id);
    return found == m_playing.end() ? nullptr : &*found;
}

void ReplayDriver::wakeForNext(const Playing& playing)
{
    if (playing.next < playing.signals.size()) {
        m_scheduler.wakeAt(playing.begun + playing.signals[playing.next].after, *this,
                           playing.id.packed());
    }
}

} // namespace understudy
