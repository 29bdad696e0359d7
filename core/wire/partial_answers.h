// What attempts of some runs have said so far, for the candidate that takes an answer up where it
// broke off. Hands every text on.
#pragma once

#include "core/plan/chat_request.h"
#include "core/record/run_observer.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace understudy {

class PartialAnswers final : public TextSink
{
public:
    explicit PartialAnswers(TextSink& texts)
        : m_texts(texts)
    {}

    // From here on, until the run is forgotten; the texts of other runs are not kept.
    void keep(std::uint32_t run) { m_kept.try_emplace(run); }
    void forget(std::uint32_t run) { m_kept.erase(run); }
    std::string_view textOf(std::uint32_t run, std::uint32_t attempt) const;

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
    TextSink& m_texts;
    std::map<std::uint32_t, std::map<std::uint32_t, std::string>> m_kept; // run, attempt
};

// The conversation that asks to go on with `partial`: as an assistant turn and a user turn after
// it, because several models refuse a conversation that ends with their own words.
ChatRequest continuationOf(const ChatRequest& chat, std::string_view partial);

} // namespace understudy
