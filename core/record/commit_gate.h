// Keeps back what an attempt says until the engine shows it: between the engine's events and the
// drivers' texts on one side, and whoever records or shows a run on the other. What is never shown
// never passes, so shown text, stored text and exported text are the same. One thread.
#pragma once

#include "core/record/run_observer.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

class CommitGate final : public RunObserver, public TextSink
{
public:
    // Both must outlive the gate.
    CommitGate(RunObserver& observer, TextSink& texts)
        : m_observer(observer)
        , m_texts(texts)
    {}

    void onEvent(const RunEvent& event) override;
    void onRunEnd(std::uint64_t runIndex, const RunTally& tally) override
    {
        m_observer.onRunEnd(runIndex, tally);
    }
    void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) override;
    void onNote(std::uint32_t run, std::uint32_t attempt, NoteKind kind,
                std::string_view text) override
    {
        m_texts.onNote(run, attempt, kind, text);
    }
    void onUsage(std::uint32_t run, std::uint32_t attempt, const TokenCounts& usage) override
    {
        m_texts.onUsage(run, attempt, usage);
    }

private:
    using Key = std::pair<std::uint32_t, std::uint32_t>; // run, attempt
    void show(const Key& key);

    RunObserver& m_observer;
    TextSink& m_texts;
    std::map<Key, std::string> m_held;
};

} // namespace understudy
