#include "tests/app/live/fault_bench.h"

#include "tests/app/live/fast_scenario.h"

#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace understudy {

namespace {

constexpr int kPatience = 30'000; // ms, on a busy machine
const QByteArray kLogin = "someone:secret";

Candidate candidateOf(Dialect dialect, const char* model)
{
    Candidate candidate;
    candidate.id = model;
    candidate.provider = dialect == Dialect::Anthropic ? "anthropic" : "openai";
    candidate.model = model;
    candidate.backoff.base = milliseconds(1);
    candidate.timeouts.firstToken = milliseconds(6000);
    candidate.timeouts.byteIdle = milliseconds(1000);
    candidate.timeouts.payloadIdle = milliseconds(1500);
    return candidate;
}

Chain chainOf(Dialect lead, MidStream midStream)
{
    const bool isAnthropic = lead == Dialect::Anthropic;
    Chain chain;
    chain.name = "lead and understudy";
    chain.midStream = midStream;
    chain.steps.resize(2);
    chain.steps[0].candidates = {candidateOf(lead, FaultBench::kLead)};
    chain.steps[1].candidates = {candidateOf(isAnthropic ? Dialect::OpenAiChat : Dialect::Anthropic,
                                             FaultBench::kUnderstudy)};
    return chain;
}

bool isSecure(Route route) { return route == Route::Tls || route == Route::TlsThroughProxy; }

void forgetProxies()
{
    for (const char* name : {"http_proxy", "https_proxy", "no_proxy", "all_proxy"}) {
        qunsetenv(name);
    }
}

} // namespace

FaultBench::FaultBench(Route route, FaultMaker maker)
    : m_authority(isSecure(route) ? std::make_unique<TestAuthority>() : nullptr)
    , m_maker(maker)
    , m_stage(m_scheduler, {.scenario = fastScenario(), .catalogue = {}})
    , m_server(m_stage)
{
    forgetProxies();
    const std::uint16_t port = listen(route);
    const bool isProxied = route == Route::Proxy || route == Route::TlsThroughProxy;
    if (isProxied) {
        useProxy(port);
    }
    m_origin = isSecure(route) ? "https://" : "http://";
    m_origin += isProxied ? "provider.example" : "127.0.0.1:" + std::to_string(port);
}

FaultBench::~FaultBench() { forgetProxies(); }

std::uint16_t FaultBench::listen(Route route)
{
    const auto port = m_server.listen(0);
    EXPECT_TRUE(port.has_value());
    if (!port || !isSecure(route)) {
        return port ? *port : std::uint16_t{0};
    }
    m_tls = std::make_unique<Relay>(RelayOptions{*port, m_authority->serverTls(), {}});
    return m_tls->port();
}

void FaultBench::useProxy(std::uint16_t target)
{
    m_proxy = std::make_unique<Relay>(RelayOptions{target, std::nullopt, kLogin});
    qputenv("http_proxy", m_proxy->proxyUrl(kLogin));
    qputenv("https_proxy", m_proxy->proxyUrl(kLogin));
}

// With no connection kept from before: one that is reset is asked again, uncounted.
void FaultBench::startAnew()
{
    QtHttpTransportOptions options;
    if (m_authority) {
        options.extraCaCertificates = m_authority->certificates();
    }
    m_engine = std::make_unique<LiveEngine>(*this, *this, 1, std::move(options));
}

const RunStory& FaultBench::run(Dialect lead, const std::string& fault, MidStream midStream)
{
    startAnew();
    std::vector<Outage> outages;
    if (!fault.empty()) {
        const auto outage = outageFromFlag("*/" + std::string(kLead) + "=" + fault, "o");
        EXPECT_TRUE(outage.has_value()) << fault;
        outages.push_back(outage ? *outage : Outage{});
    }
    if (m_maker == FaultMaker::Provider) {
        m_stage.outages().replace(outages);
    } else {
        m_engine->setOutages(outages);
    }
    const EndpointOverrides overrides{
        .baseUrls = {{"openai", m_origin + "/openai/v1"}, {"anthropic", m_origin + "/anthropic"}},
        .simulatedOrigin = {}};
    const auto prepared =
        prepareRun(chainOf(lead, midStream), {.system = {}, .messages = {{Role::User, "hi"}}},
                   overrides, Catalogue{}, 7);
    EXPECT_TRUE(prepared.has_value());
    m_story = RunStory(prepared->chain->labels);
    m_engine->start(*prepared);
    EXPECT_TRUE(QTest::qWaitFor([this] { return m_story.isFinished(); }, kPatience)) << fault;
    return m_story;
}

std::size_t FaultBench::requestsSeenBy(const std::string& model) const
{
    const auto& entries = m_stage.log().entries();
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(),
                      [&model](const LogEntry& entry) { return entry.model == model; }));
}

void FaultBench::onEvent(const RunEvent& event)
{
    m_story.apply(event);
    m_finished += event.kind == EventKind::RunFinished ? 1 : 0;
}

void FaultBench::onText(std::uint32_t, std::uint32_t attempt, std::string_view delta)
{
    m_story.addText(attempt, delta);
}

void FaultBench::onNote(std::uint32_t, std::uint32_t attempt, NoteKind kind, std::string_view text)
{
    m_story.addNote(attempt, kind, text);
}

} // namespace understudy
