// Writes a run's batch the way a run would, for tests: say what happened, in milliseconds.
#pragma once

#include "core/plan/catalogue.h"
#include "core/record/run_batch.h"
#include "core/record/run_story.h"

#include <string>
#include <vector>

namespace understudy::test {

// GPT-5, Claude Sonnet 4.5, Claude Opus 4.1: the labels of the sample chain.
std::vector<CandidateLabel> sampleLabels();
Catalogue sampleCatalogue();

class StoryBuilder
{
public:
    StoryBuilder();

    StoryBuilder& at(std::int64_t ms);
    StoryBuilder& begin(std::uint16_t candidate, std::uint32_t tryNumber, StartCause because);
    StoryBuilder& firstToken();
    StoryBuilder& say(const std::string& text, std::uint32_t tokens);
    StoryBuilder& fail(ErrorClass errorClass, std::uint16_t status, std::uint16_t injected = 0,
                       const std::string& message = {});
    StoryBuilder& discard();
    StoryBuilder& succeed();
    StoryBuilder& abandon(AbandonCause cause);
    StoryBuilder& backOff(std::int64_t ms, WaitCause because = WaitCause::Computed);
    StoryBuilder& skip(std::uint16_t candidate, SkipCause because);
    StoryBuilder& switchTo(std::uint16_t candidate);
    StoryBuilder& finish(RunOutcome outcome);

    const RunBatch& batch() const { return m_batch; }
    RunBatch take(); // what came since the last take
    RunStory story() const;

private:
    RunEvent event(EventKind kind) const;

    RunBatch m_batch;
    Duration m_at{};
    std::uint32_t m_attempt = 0;
    std::uint16_t m_candidate = 0;
    std::uint32_t m_tokens = 0;
    ErrorClass m_lastError = ErrorClass::None;
};

RunBatch healthyRun();
RunBatch switchedRun();  // three times 503, injected, then Claude Sonnet 4.5
RunBatch cutRun();       // GPT-5 is cut mid-stream, its text discarded
RunBatch failedRun();    // nobody answers
RunBatch streamingRun(); // not over yet

} // namespace understudy::test
