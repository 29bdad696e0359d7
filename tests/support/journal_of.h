// A run's journal as text, written from an event log, and the reader's answer to it.
#pragma once

#include "core/record/event_json.h"
#include "core/record/journal_reader.h"
#include "core/record/run_batch.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace understudy {

// What a journal of these records says, the header included; each line ends with a break.
inline std::string journalOf(std::shared_ptr<const CompiledChain> chain,
                             const JournalHeader& header, const RunBatch& records)
{
    EventLines lines(std::move(chain));
    lines.setOutageIds(header.outageIds);
    std::string text = EventLines::headerLine(header) + '\n';
    for (const RunRecord& record : records) {
        if (const auto* event = std::get_if<RunEvent>(&record)) {
            text += lines.eventLine(*event) + '\n';
        } else if (const auto* piece = std::get_if<TextPiece>(&record)) {
            text += lines.textLine(piece->attempt, piece->delta, lines.story().lastTime()) + '\n';
        } else if (const auto* note = std::get_if<NotePiece>(&record)) {
            lines.note(note->attempt, note->kind, note->text);
        } else if (const auto* usage = std::get_if<UsagePiece>(&record)) {
            lines.usage(usage->attempt, usage->usage);
        }
    }
    return text;
}

// Everything that an engine and its driver tell, in order.
class BatchLog final : public RunObserver, public TextSink
{
public:
    void onEvent(const RunEvent& event) override { m_records.emplace_back(event); }
    void onText(std::uint32_t, std::uint32_t attempt, std::string_view delta) override
    {
        m_records.emplace_back(TextPiece{attempt, std::string(delta)});
    }
    void onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind, std::string_view text) override
    {
        m_records.emplace_back(NotePiece{attempt, kind, std::string(text)});
    }
    void onUsage(std::uint32_t, std::uint32_t attempt, const TokenCounts& usage) override
    {
        m_records.emplace_back(UsagePiece{attempt, usage});
    }

    const RunBatch& records() const { return m_records; }
    RunStory story(const CompiledChain& chain) const
    {
        RunStory story(chain.labels);
        story.apply(m_records);
        return story;
    }
    std::vector<RunEvent> events() const { return eventsOf(m_records); }

    static std::vector<RunEvent> eventsOf(const RunBatch& records)
    {
        std::vector<RunEvent> events;
        for (const RunRecord& record : records) {
            if (const auto* event = std::get_if<RunEvent>(&record)) {
                events.push_back(*event);
                events.back().run = 0; // a journal holds one run
            }
        }
        return events;
    }

private:
    RunBatch m_records;
};

} // namespace understudy
