// Dialect x break x every byte of a real streamed answer, over real sockets, with a healthy next
// candidate. Each run must end once, answered, with the whole text of one model alone, and the
// servers must have been asked exactly as often as the events say. Runs until all cases were played
// or the time is up (UNDERSTUDY_SPLICE_SECONDS, 240 unless told), and prints the counts.
#include "app/live/live_engine.h"
#include "core/base/random.h"
#include "core/record/run_story.h"
#include "core/serve/answer_text.h"
#include "tests/app/live/breaking_server.h"
#include "tests/core/serve/stage_bench.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QTimer>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace understudy {
namespace {

constexpr std::uint32_t kTokens = 8;
// Few enough that no healthy attempt runs into a limit on a busy machine; stalls only wait.
constexpr std::size_t kAtOnce = 16;
constexpr std::size_t kStallsAtOnce = 128;
// A connection that the server ends first blocks its pair of ports for a minute: many ports.
constexpr std::size_t kLeadServers = 12;

constexpr const char* kOpenAiModel = "gpt-5";
constexpr const char* kAnthropicModel = "claude-sonnet-4-5";

RecordedAnswer record(Dialect dialect)
{
    StageOptions options = StageBench::steady();
    options.scenario.twins[0].outputTokens = ConstantLaw{kTokens};
    StageBench bench(options);
    dialect == Dialect::Anthropic ? bench.message() : bench.chat();
    bench.scheduler.runUntilIdle();
    RecordedAnswer answer;
    answer.bytes = bench.channel->all;
    answer.bytes.insert(answer.bytes.find("\r\n") + 2, "connection: close\r\n");
    answer.events = bench.reply().body;
    answer.head = answer.bytes.substr(0, answer.bytes.find("\r\n\r\n") + 4);
    EXPECT_TRUE(bench.reply().isWhole);
    return answer;
}

struct Case
{
    Dialect dialect = Dialect::OpenAiChat; // of the lead
    Break how = Break::End;
    std::size_t offset = 0;
};

// One run: what its events said, and what the servers saw.
struct Run
{
    Case played;
    RunStory story;
    int finished = 0;
    std::size_t requests = 0;
};

struct Counts
{
    std::uint64_t runs = 0;
    std::uint64_t broken = 0; // answered by the next candidate
    std::uint64_t lost = 0;
    std::uint64_t spliced = 0;
    std::uint64_t doubleSent = 0;
    std::uint64_t unseen = 0; // attempts that ended before their request was read
};

class Generator final : public RunObserver, public TextSink
{
public:
    Generator()
    {
        for (std::size_t i = 0; i < kLeadServers; ++i) {
            m_leads.push_back(std::make_unique<BreakingServer>(
                [this](std::uint64_t number) { return leadAnswer(number); }));
        }
        makeCases();
    }

    std::size_t caseCount() const { return m_quick.size() + m_stalls.size(); }
    const Counts& counts() const { return m_counts; }
    const std::string& firstFailure() const { return m_firstFailure; }

    void play(int seconds)
    {
        m_deadline.setRemainingTime(std::int64_t{seconds} * 1000);
        refill();
        EXPECT_TRUE(QTest::qWaitFor([this] { return m_runs.empty(); }, (seconds + 120) * 1000))
            << m_runs.size() << " runs never ended";
        m_counts.lost += m_runs.size();
    }

    void onEvent(const RunEvent& event) override
    {
        const auto found = m_runs.find(event.run);
        if (found == m_runs.end()) {
            ++m_counts.lost; // it ended before, and was heard of again
            return;
        }
        found->second.story.apply(event);
        if (event.kind == EventKind::RunFinished) {
            ++found->second.finished;
            QTimer::singleShot(0, &m_context, [this, run = event.run] { settle(run); });
        }
    }
    void onText(std::uint32_t run, std::uint32_t attempt, std::string_view delta) override
    {
        m_runs.at(run).story.addText(attempt, delta);
    }
    void onNote(std::uint32_t, std::uint32_t, NoteKind, std::string_view) override {}
    void onUsage(std::uint32_t, std::uint32_t, const TokenCounts&) override {}

private:
    void makeCases()
    {
        for (const Dialect dialect : {Dialect::OpenAiChat, Dialect::Anthropic}) {
            for (std::size_t how = 0; how < kBreakCount; ++how) {
                const auto kind = static_cast<Break>(how);
                const RecordedAnswer& answer = answerOf(dialect);
                const std::size_t end =
                    kind == Break::CleanEnd ? answer.events.size() : answer.bytes.size();
                for (std::size_t offset = 0; offset <= end; ++offset) {
                    (kind == Break::Stall ? m_stalls : m_quick).push_back({dialect, kind, offset});
                }
            }
        }
        shuffle(m_quick);
        shuffle(m_stalls);
    }

    // So that no corner is left out when the time is up early.
    static void shuffle(std::vector<Case>& cases)
    {
        for (std::size_t i = cases.size(); i > 1; --i) {
            std::swap(cases[i - 1], cases[mixKey({4711, i}) % i]);
        }
    }

    const RecordedAnswer& answerOf(Dialect dialect) const
    {
        return dialect == Dialect::Anthropic ? m_anthropic : m_openAi;
    }

    BrokenAnswer leadAnswer(std::uint64_t number)
    {
        const Run* run = noteRequest(number);
        return run == nullptr ? BrokenAnswer{&m_openAi, Break::End, 0}
                              : BrokenAnswer{&answerOf(run->played.dialect), run->played.how,
                                             run->played.offset};
    }

    BrokenAnswer nextAnswer(std::uint64_t number)
    {
        const Run* run = noteRequest(number);
        const bool isAnthropic = run != nullptr && run->played.dialect == Dialect::Anthropic;
        const RecordedAnswer& answer = isAnthropic ? m_openAi : m_anthropic;
        return {&answer, Break::End, answer.bytes.size()};
    }

    // Null for a run that is over: its attempt gave up before the server came to read.
    const Run* noteRequest(std::uint64_t number)
    {
        const auto found = m_runs.find(static_cast<std::uint32_t>(number));
        if (found != m_runs.end()) {
            ++found->second.requests;
            return &found->second;
        }
        std::size_t& unseen = m_unseen[static_cast<std::uint32_t>(number)];
        m_counts.doubleSent += unseen == 0 ? 1 : 0;
        unseen -= unseen == 0 ? 0 : 1;
        return nullptr;
    }

    void refill()
    {
        startSome(m_quick, m_nextQuick, kAtOnce, m_quickInFlight);
        startSome(m_stalls, m_nextStall, kStallsAtOnce, m_stallsInFlight);
    }

    void startSome(const std::vector<Case>& cases, std::size_t& next, std::size_t most,
                   std::size_t& inFlight)
    {
        for (; inFlight < most && next < cases.size() && !m_deadline.hasExpired(); ++inFlight) {
            start(cases[next++]);
        }
    }

    static Candidate candidateOf(Dialect dialect, bool isLead)
    {
        const bool isAnthropic = dialect == Dialect::Anthropic;
        Candidate candidate;
        candidate.id = isLead ? "lead" : "next";
        candidate.provider = isAnthropic ? "anthropic" : "openai";
        candidate.model = isAnthropic ? kAnthropicModel : kOpenAiModel;
        candidate.tries = 1;
        if (isLead) {
            candidate.timeouts.firstToken = milliseconds(1000);
            candidate.timeouts.byteIdle = milliseconds(800);
        }
        return candidate;
    }

    void start(const Case& played)
    {
        const std::uint32_t number = ++m_numbers;
        const std::size_t place = number % kLeadServers;
        const PreparedRun& model = preparedFor(played.dialect, place);
        LiveRequest request = *model.request;
        request.chat.messages[0].content = "case-" + std::to_string(number) + " please";
        request.runIndex = number;
        Run& run = m_runs[number];
        run.played = played;
        run.story = RunStory(model.chain->labels);
        m_engine.start(
            {model.chain, std::make_shared<const LiveRequest>(std::move(request)), number, false});
    }

    // Compiled once per dialect and server: only the message differs from run to run.
    const PreparedRun& preparedFor(Dialect dialect, std::size_t place)
    {
        const auto key = std::make_pair(dialect, place);
        const auto found = m_prepared.find(key);
        if (found != m_prepared.end()) {
            return found->second;
        }
        const Dialect other =
            dialect == Dialect::Anthropic ? Dialect::OpenAiChat : Dialect::Anthropic;
        Chain chain;
        chain.name = "lead and next";
        chain.steps.resize(2);
        chain.steps[0].candidates = {candidateOf(dialect, true)};
        chain.steps[1].candidates = {candidateOf(other, false)};
        const auto originOf = [](const BreakingServer& server) {
            return "http://127.0.0.1:" + std::to_string(server.serverPort());
        };
        const std::string lead = originOf(*m_leads[place]);
        const std::string next = originOf(m_nextServer);
        const bool leads = dialect == Dialect::OpenAiChat;
        auto prepared = prepareRun(chain, {.system = {}, .messages = {{Role::User, "case-0"}}},
                                   {.baseUrls = {{"openai", (leads ? lead : next) + "/v1"},
                                                 {"anthropic", leads ? next : lead}},
                                    .simulatedOrigin = {}},
                                   Catalogue{}, 0);
        EXPECT_TRUE(prepared.has_value());
        return m_prepared.emplace(key, std::move(*prepared)).first->second;
    }

    void settle(std::uint32_t number)
    {
        const auto found = m_runs.find(number);
        judge(number, found->second);
        --(found->second.played.how == Break::Stall ? m_stallsInFlight : m_quickInFlight);
        m_runs.erase(found);
        refill();
    }

    void judge(std::uint32_t number, const Run& run)
    {
        ++m_counts.runs;
        const AttemptStory* serving = run.story.serving();
        const bool isAnswered =
            run.finished == 1 && serving != nullptr && run.story.outcome() == RunOutcome::Answered;
        const std::size_t attempts = run.story.attempts().size();
        const bool isDouble = run.requests > attempts;
        if (run.requests < attempts) {
            m_unseen[number] = attempts - run.requests;
            ++m_counts.unseen;
        }
        bool isSpliced = false;
        if (isAnswered) {
            const std::string& model = run.story.label(serving->candidate).model;
            isSpliced = serving->text != answerText(model, kTokens);
            m_counts.broken += serving->candidate == 1 ? 1 : 0;
        }
        m_counts.lost += isAnswered ? 0 : 1;
        m_counts.spliced += isSpliced ? 1 : 0;
        m_counts.doubleSent += isDouble ? 1 : 0;
        if ((!isAnswered || isSpliced || isDouble) && m_firstFailure.empty()) {
            m_firstFailure =
                "run " + std::to_string(number) + ": " +
                std::string(understudy::name(run.played.dialect)) + ", " + name(run.played.how) +
                " at byte " + std::to_string(run.played.offset) + "; attempts " +
                std::to_string(run.story.attempts().size()) + ", requests " +
                std::to_string(run.requests) +
                ", text: " + (serving != nullptr ? serving->text : std::string("none"));
            for (const AttemptStory& attempt : run.story.attempts()) {
                m_firstFailure += " [" + std::string(understudy::name(attempt.errorClass)) + "]";
            }
        }
    }

    RecordedAnswer m_openAi = record(Dialect::OpenAiChat);
    RecordedAnswer m_anthropic = record(Dialect::Anthropic);
    std::vector<Case> m_quick;
    std::vector<Case> m_stalls;
    std::size_t m_nextQuick = 0;
    std::size_t m_nextStall = 0;
    std::size_t m_quickInFlight = 0;
    std::size_t m_stallsInFlight = 0;
    std::uint32_t m_numbers = 0;
    std::map<std::uint32_t, Run> m_runs;           // in flight
    std::map<std::uint32_t, std::size_t> m_unseen; // of runs that are over
    std::map<std::pair<Dialect, std::size_t>, PreparedRun> m_prepared;
    Counts m_counts;
    std::string m_firstFailure;
    QDeadlineTimer m_deadline;
    QObject m_context;
    BreakingServer m_nextServer{[this](std::uint64_t number) { return nextAnswer(number); }};
    std::vector<std::unique_ptr<BreakingServer>> m_leads;
    LiveEngine m_engine{*this, *this, 1};
};

int secondsToPlay()
{
    bool isNumber = false;
    const int seconds = qEnvironmentVariableIntValue("UNDERSTUDY_SPLICE_SECONDS", &isNumber);
    return isNumber && seconds > 0 ? std::min(seconds, 3600) : 240;
}

TEST(SpliceGenerator, LosesSplicesAndDoublesNothingWhereverAnAnswerBreaks)
{
    Generator generator;
    generator.play(secondsToPlay());

    const Counts& counts = generator.counts();
    std::printf("splice generator: %llu of %zu cases, %llu broken and answered by the next, "
                "%llu lost, %llu spliced, %llu double-sent (%llu given up before they were read)\n",
                static_cast<unsigned long long>(counts.runs), generator.caseCount(),
                static_cast<unsigned long long>(counts.broken),
                static_cast<unsigned long long>(counts.lost),
                static_cast<unsigned long long>(counts.spliced),
                static_cast<unsigned long long>(counts.doubleSent),
                static_cast<unsigned long long>(counts.unseen));
    EXPECT_GT(counts.broken, 0U);
    EXPECT_LT(counts.unseen, counts.runs / 10 + 1) << "the machine is too busy to tell";
    EXPECT_EQ(counts.lost, 0U) << generator.firstFailure();
    EXPECT_EQ(counts.spliced, 0U) << generator.firstFailure();
    EXPECT_EQ(counts.doubleSent, 0U) << generator.firstFailure();
}

} // namespace
} // namespace understudy
