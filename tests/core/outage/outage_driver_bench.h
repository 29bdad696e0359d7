// An outage driver between a listener and a driver that writes down what it is given.
#pragma once

#include "core/outage/outage_driver.h"
#include "tests/support/chain_builder.h"
#include "tests/support/manual_scheduler.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace understudy {

// Stands for the engine and for the reader of texts: writes down what it is told.
class Listener : public SignalSink, public TextSink
{
public:
    void onSignal(const AttemptSignal& signal) override
    {
        signals.push_back(signal);
        if (abandonsOn && *abandonsOn == signal.kind) {
            driver->abandon(signal.id);
        }
    }
    void onText(std::uint32_t, std::uint32_t, std::string_view delta) override { text += delta; }
    void onNote(std::uint32_t, std::uint32_t, NoteKind kind, std::string_view note) override
    {
        EXPECT_TRUE(signals.empty() || kind != NoteKind::Message) << "the note comes first";
        notes.emplace_back(note);
    }

    std::vector<AttemptSignal> signals;
    std::vector<std::string> notes;
    std::string text;
    std::optional<SignalKind> abandonsOn;
    AttemptDriver* driver = nullptr;
};

class InnerDriver : public AttemptDriver
{
public:
    Begun begin(const AttemptStart& start) override
    {
        starts.push_back(start);
        return {};
    }
    void abandon(AttemptId id) override { abandoned.push_back(id); }

    std::vector<AttemptStart> starts;
    std::vector<AttemptId> abandoned;
};

class OutageDriverBench : public testing::Test
{
protected:
    OutageDriverBench()
    {
        m_driver.setInner(m_inner);
        m_driver.setConditions(kLive, {.isSimulated = false, .runIndex = 0});
        m_listener.driver = &m_driver;
    }

    void strike(Fault fault)
    {
        Outage outage;
        outage.id = "o1";
        outage.fault = std::move(fault);
        Outage elsewhere;
        elsewhere.provider = "elsewhere";
        m_schedule.replace({elsewhere, outage}); // so that the one that strikes is number 2
    }

    AttemptStart startOf(RequestId request) const
    {
        AttemptStart start;
        start.id = {4, 9};
        start.request = request;
        start.run = 2;
        start.attempt = 3;
        start.chain = m_chain.get();
        return start;
    }

    void signalFromBelow(SignalKind kind, std::uint16_t status, ErrorClass errorClass,
                         std::uint32_t tokens)
    {
        AttemptSignal signal;
        signal.id = {4, 9};
        signal.kind = kind;
        signal.status = status;
        signal.errorClass = errorClass;
        signal.tokens = tokens;
        m_driver.onSignal(signal);
    }

    std::vector<SignalKind> kinds() const
    {
        std::vector<SignalKind> kinds;
        for (const AttemptSignal& signal : m_listener.signals) {
            kinds.push_back(signal.kind);
        }
        return kinds;
    }

    static constexpr RequestId kSimulated = 1;
    static constexpr RequestId kLive = 2;

    std::shared_ptr<CompiledChain> m_chain = buildChain({.candidates = {CandidateSpec{}}});
    ManualScheduler m_scheduler;
    OutageSchedule m_schedule{1, {}};
    Listener m_listener;
    InnerDriver m_inner;
    OutageDriver m_driver{m_scheduler, m_schedule, m_listener, m_listener};
};

} // namespace understudy
