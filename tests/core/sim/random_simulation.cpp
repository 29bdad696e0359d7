#include "tests/core/sim/random_simulation.h"

#include "core/base/random.h"

#include <array>

#include <string>

namespace understudy {

namespace {

class Generator
{
public:
    Generator(std::uint64_t seed, const SimulationRange& range)
        : m_range(range)
        , m_dice(mixKey({seed, hashText("simulation")}))
    {}

    RandomSimulation made()
    {
        RandomSimulation made;
        made.chain = chain();
        const std::size_t models = made.chain->candidates.size();
        made.scenario.twins.push_back(twin("*"));
        for (std::size_t i = 0; i < models; ++i) {
            if (oneIn(2)) {
                const CandidateLabel& label = made.chain->labels[i];
                made.scenario.twins.push_back(twin(label.provider + '/' + label.model));
            }
        }
        while (oneIn(2)) {
            made.scenario.outages.push_back(outage(made.scenario.outages.size()));
        }
        if (!m_range.isIsolated) {
            made.scenario.workload = Workload{.arrivals = arrivals()};
        }
        return made;
    }

private:
    bool oneIn(std::uint64_t n) { return m_dice.below(n) == 0; }
    double real(double from, double to) { return from + (to - from) * m_dice.unit(); }
    Duration between(std::int64_t least, std::int64_t most)
    {
        return milliseconds(least + static_cast<std::int64_t>(m_dice.below(
                                        static_cast<std::uint64_t>(most - least + 1))));
    }
    std::uint32_t count(std::uint32_t least, std::uint32_t most)
    {
        return least + static_cast<std::uint32_t>(m_dice.below(most - least + 1));
    }

    TimeLaw time(double mean)
    {
        switch (m_dice.below(4)) {
        case 0: return ConstantLaw{mean};
        case 1: return UniformLaw{mean / 2, mean * 1.5};
        case 2: return ExponentialLaw{mean};
        default: return LognormalLaw{mean, 0.7};
        }
    }

    TwinFailure failure()
    {
        static constexpr std::array kClasses{
            ErrorClass::Server,          ErrorClass::Overload,       ErrorClass::RateLimitWait,
            ErrorClass::TransportReset,  ErrorClass::TransportDns,   ErrorClass::Auth,
            ErrorClass::InvalidRequest,  ErrorClass::Context,        ErrorClass::StreamCut,
            ErrorClass::StreamMalformed, ErrorClass::StreamStalled,  ErrorClass::Empty,
            ErrorClass::PolicyOutput,    ErrorClass::QuotaExhausted, ErrorClass::ServerDeadline};
        TwinFailure failure;
        failure.errorClass = kClasses[m_dice.below(kClasses.size())];
        failure.share = real(0, 0.25);
        failure.after = time(real(0, 400));
        const bool isInStream = failure.errorClass >= ErrorClass::StreamCut;
        failure.status = isInStream || oneIn(4) ? std::uint16_t{0} : std::uint16_t{503};
        if (isInStream) {
            failure.afterTokens = CountLaw{UniformLaw{0, 60}};
        } else if (oneIn(3)) {
            failure.status = 429;
            failure.retryAfter = between(0, 15'000);
        }
        return failure;
    }

    Twin twin(std::string target)
    {
        Twin twin;
        twin.target = std::move(target);
        twin.firstToken = time(real(1, 900));
        twin.tokenInterval = time(oneIn(8) ? real(0, 4000) : real(0, 40));
        twin.outputTokens = oneIn(3) ? CountLaw{GeometricLaw{30}} : CountLaw{UniformLaw{1, 60}};
        twin.inputTokens = oneIn(2) ? CountLaw{ConstantLaw{400}} : CountLaw{UniformLaw{0, 900}};
        twin.failures.emplace();
        while (twin.failures->size() < 4 && !oneIn(3)) {
            twin.failures->push_back(failure());
        }
        if (m_range.hasCapacity && !oneIn(3)) {
            twin.capacity = capacity();
        }
        return twin;
    }

    Capacity capacity()
    {
        Capacity capacity;
        if (!oneIn(4)) {
            capacity.concurrent = count(1, 6);
        }
        capacity.whenFull = oneIn(3) ? WhenFull::Reject : WhenFull::Queue;
        if (oneIn(3)) {
            capacity.queueLimit = count(0, 5);
        }
        capacity.onAbandon = oneIn(2) ? OnAbandon::Free : OnAbandon::Finish;
        if (oneIn(4)) {
            capacity.requestsPerMinute = real(10, 400);
        }
        if (oneIn(4)) {
            capacity.tokensPerMinute = real(4000, 200'000);
        }
        return capacity;
    }

    Outage outage(std::size_t index)
    {
        Outage outage;
        outage.id = "o" + std::to_string(index);
        outage.provider = oneIn(3) ? "*" : "p" + std::to_string(m_dice.below(3));
        outage.fault.kind = faultKindAt(m_dice.below(kFaultKindCount));
        outage.fault.afterTokens = count(0, 40);
        outage.fault.delay = between(0, 3000);
        outage.fault.factor = real(1, 30);
        if (oneIn(3)) {
            outage.fault.status = 429;
            outage.fault.retryAfter = between(0, 12'000);
        }
        outage.share = oneIn(2) ? 1.0 : real(0, 1);
        if (oneIn(3)) {
            const Duration from = between(0, 2000);
            outage.window = OutageWindow{from, from + between(1, 20'000)};
        } else if (oneIn(2)) {
            outage.process = OutageProcess{.up = ExponentialLaw{real(100, 60'000)},
                                           .down = LognormalLaw{real(100, 5000), 0.8},
                                           .startsUp = oneIn(3)};
            outage.group = oneIn(3) ? "common" : "";
        }
        if (oneIn(6)) {
            outage.count = count(1, 5);
        }
        outage.enabled = !oneIn(8);
        return outage;
    }

    Arrivals arrivals()
    {
        return {.kind = static_cast<ArrivalKind>(1 + m_dice.below(5)),
                .ratePerSecond = real(0.5, 200),
                .cv = real(0.3, 3),
                .every = between(0, 200),
                .clients = count(1, 40),
                .think = time(real(0, 500))};
    }

    BreakerPolicy breaker()
    {
        BreakerPolicy policy;
        if (oneIn(2)) {
            policy.kind = BreakerKind::Consecutive;
            policy.consecutive = count(1, 6);
        }
        policy.minCalls = count(2, 12);
        policy.open = between(100, 8000);
        policy.growth = real(1, 2);
        policy.probes = count(1, 3);
        return policy;
    }

    Selection selection()
    {
        Selection selection;
        if (!m_range.inOrderOnly) {
            selection.kind = static_cast<SelectionKind>(m_dice.below(3));
            selection.stagger = oneIn(2) ? Duration::zero() : between(1, 800);
            selection.width = oneIn(2) ? std::nullopt : std::optional(count(1, 3));
            selection.win = oneIn(2) ? RaceWin::FirstToken : RaceWin::Completed;
            selection.strategy = static_cast<BalanceStrategy>(m_dice.below(6));
            selection.siblings = !oneIn(4);
        }
        return selection;
    }

    CandidateSpec candidate(std::size_t index)
    {
        CandidateSpec spec{.id = std::string(1, static_cast<char>('a' + index)),
                           .tries = count(1, 5),
                           .provider = oneIn(12) ? "text" : "p" + std::to_string(m_dice.below(3)),
                           .enabled = !oneIn(6),
                           .joinsStep = oneIn(2),
                           .selection = selection()};
        spec.backoff = {.base = oneIn(6) ? Duration::zero() : between(1, 1500),
                        .factor = real(1, 3),
                        .cap = between(0, 9000),
                        .jitter = static_cast<Jitter>(m_dice.below(6))};
        spec.timeouts = {.connect = between(1, 3000),
                         .firstToken = between(50, 4000),
                         .byteIdle = between(20, 3000),
                         .payloadIdle = between(20, 4000),
                         .attempt = between(200, 20'000)};
        for (const char* pattern : {"*", "rate_limit", "server", "stream", "refusal"}) {
            if (oneIn(7)) {
                spec.reactions.push_back({pattern, static_cast<Reaction>(m_dice.below(3))});
            }
        }
        if (oneIn(5)) {
            spec.context = count(100, 2000);
        }
        if (oneIn(5)) {
            spec.price = std::nullopt;
        }
        if (oneIn(3)) {
            spec.breaker = breaker();
        }
        if (oneIn(5)) {
            spec.maxTokens = count(1, 40);
        }
        return spec;
    }

    std::shared_ptr<const CompiledChain> chain()
    {
        ChainSpec spec{.deadline = oneIn(3) ? between(1, 4000) : between(10'000, 120'000),
                       .patience = between(0, 10'000),
                       .maxAttempts = oneIn(4) ? count(1, 4) : count(5, 20),
                       .midStream = static_cast<MidStream>(m_dice.below(3)),
                       .holdTokens = oneIn(4) ? count(1, 20) : 0,
                       .whenAllOpen = oneIn(2) ? WhenAllOpen::Fail : WhenAllOpen::TryLast};
        if (oneIn(8)) {
            spec.maxCost = static_cast<NanoUsd>(m_dice.below(3'000'000));
        }
        if (oneIn(8)) {
            spec.retryBudget = RetryBudget{.ratio = real(0, 1), .floorPerSecond = real(0, 2)};
        }
        const std::size_t candidates = 1 + m_dice.below(5);
        for (std::size_t i = 0; i < candidates; ++i) {
            spec.candidates.push_back(candidate(i));
        }
        spec.candidates[m_dice.below(candidates)].enabled = true;
        const std::shared_ptr<CompiledChain> chain = buildChain(spec);
        shareModels(*chain);
        return chain;
    }

    // Now and then a candidate is another one's model again.
    void shareModels(CompiledChain& chain)
    {
        for (std::size_t i = 1; i < chain.candidates.size(); ++i) {
            if (oneIn(4)) {
                const std::size_t twin = m_dice.below(i);
                chain.candidates[i].model = chain.candidates[twin].model;
                chain.candidates[i].provider = chain.candidates[twin].provider;
                chain.labels[i].model = chain.labels[twin].model;
                chain.labels[i].provider = chain.labels[twin].provider;
                chain.keys[i] = chain.keys[twin];
            }
        }
        // Numbers without gaps, as a compiled chain has them.
        std::uint16_t next = 0;
        for (std::size_t i = 0; i < chain.candidates.size(); ++i) {
            std::size_t first = 0;
            while (chain.labels[first].provider != chain.labels[i].provider ||
                   chain.labels[first].model != chain.labels[i].model) {
                ++first;
            }
            chain.candidates[i].model = first == i ? next++ : chain.candidates[first].model;
        }
        chain.modelCount = next;
    }

    SimulationRange m_range;
    RandomStream m_dice;
};

} // namespace

RandomSimulation randomSimulation(std::uint64_t seed, const SimulationRange& range)
{
    return Generator(seed, range).made();
}

} // namespace understudy
