#include "tests/core/fidelity/random_case.h"

#include "core/base/random.h"

#include <array>

namespace understudy::fidelity {

namespace {

struct Kind
{
    ErrorClass errorClass;
    std::uint16_t status;
    bool isInside;
};

using enum ErrorClass;

constexpr std::array<Kind, kFailureKinds> kKinds{{
    {Server, 500, false},         {Server, 503, false},         {Overload, 529, false},
    {Overload, 503, false},       {RateLimitWait, 429, false},  {Auth, 401, false},
    {Auth, 403, false},           {QuotaExhausted, 429, false}, {QuotaExhausted, 402, false},
    {Context, 400, false},        {Context, 413, false},        {PolicyPrompt, 400, false},
    {InvalidRequest, 400, false}, {ModelMissing, 404, false},   {ServerDeadline, 504, false},
    {TransportReset, 0, false},   {Empty, 200, false},          {StreamCut, 0, true},
    {StreamMalformed, 0, true},   {StreamStalled, 0, true},     {Server, 0, true},
    {Overload, 0, true},
}};

class Maker
{
public:
    Maker(std::uint64_t seed, const CaseRange& range)
        : m_range(range)
        , m_dice(mixKey({seed, hashText("fidelity")}))
    {}

    Case made(std::uint64_t seed)
    {
        Case made;
        made.seed = seed;
        made.isServedAlone = m_range.isServedAlone;
        made.run = made.isServedAlone ? 0 : m_dice.below(1000);
        made.speaksOneDialect = oneIn(3);
        made.chain = chain();
        for (std::size_t i = 0; i < made.chain->labels.size(); ++i) {
            const CandidateLabel& label = made.chain->labels[i];
            made.scenario.twins.push_back(twin(label.provider + '/' + label.model));
        }
        if (m_range.isCrowded) {
            made.worldRuns = 4 + m_dice.below(12);
            made.scenario.workload =
                Workload{.arrivals = {.kind = ArrivalKind::Poisson, .ratePerSecond = real(0.5, 8)},
                         .runs = made.worldRuns};
        }
        while (m_range.hasOutages && oneIn(2)) {
            made.scenario.outages.push_back(outage(made.scenario.outages.size()));
            Fault& fault = made.scenario.outages.back().fault;
            if (fault.kind == FaultKind::Refusal && !made.speaksOneDialect) {
                fault.kind = FaultKind::Empty; // Anthropic's refusal has no content at all
            }
            if (fault.kind == FaultKind::Refuse && made.isServedAlone) {
                fault.kind = FaultKind::Reset; // the port is shared with healthy models
            }
        }
        return made;
    }

private:
    bool oneIn(std::uint64_t n) { return m_dice.below(n) == 0; }
    double real(double from, double to) { return from + (to - from) * m_dice.unit(); }
    Duration between(std::int64_t least, std::int64_t most)
    {
        return Duration{least * 1000 + static_cast<std::int64_t>(m_dice.below(
                                           static_cast<std::uint64_t>(most - least) * 1000))};
    }
    std::uint32_t count(std::uint32_t least, std::uint32_t most)
    {
        return least + static_cast<std::uint32_t>(m_dice.below(most - least + 1));
    }

    Twin twin(std::string target)
    {
        Twin twin;
        twin.target = std::move(target);
        const double first = real(60, 900);
        twin.firstToken = m_range.isCrowded ? TimeLaw{UniformLaw{first / 2, first * 2}}
                                            : TimeLaw{ConstantLaw{first}};
        twin.tokenInterval = ConstantLaw{real(8, 90)};
        twin.outputTokens = UniformLaw{9, 24};
        twin.inputTokens = ConstantLaw{400};
        twin.failures.emplace();
        while (m_range.hasFailures && twin.failures->size() < 4 && !oneIn(3)) {
            twin.failures->push_back(failureAt(m_dice.below(kFailureKinds)));
            TwinFailure& failure = twin.failures->back();
            failure.share = real(0.05, 0.25);
            if (failure.afterTokens) {
                failure.afterTokens = CountLaw{UniformLaw{0, 30}};
            } else {
                failure.after = ConstantLaw{real(0, 700)};
            }
            if (failure.status == 429 && oneIn(2)) {
                failure.retryAfter = milliseconds(static_cast<std::int64_t>(count(1, 12'000)));
            }
        }
        if (m_range.hasCapacity && !oneIn(4)) {
            twin.capacity = capacity();
        }
        return twin;
    }

    Capacity capacity()
    {
        Capacity capacity;
        capacity.concurrent = count(1, 2);
        capacity.whenFull = oneIn(2) ? WhenFull::Reject : WhenFull::Queue;
        capacity.onAbandon = oneIn(2) ? OnAbandon::Free : OnAbandon::Finish;
        if (oneIn(2)) {
            capacity.requestsPerMinute = real(1, 4);
        }
        if (oneIn(3)) {
            capacity.tokensPerMinute = real(500, 2000);
        }
        return capacity;
    }

    Outage outage(std::size_t index)
    {
        Outage outage;
        outage.id = "o" + std::to_string(index);
        outage.provider = oneIn(3) ? "*" : "p" + std::to_string(m_dice.below(3));
        outage.fault.kind = faultKindAt(m_dice.below(kFaultKindCount));
        outage.fault.afterTokens = count(0, 12);
        outage.fault.delay = between(100, 3000);
        outage.fault.factor = real(1, 12);
        if (outage.fault.kind == FaultKind::Status && oneIn(2)) {
            outage.fault.status = 429;
            outage.fault.retryAfter = milliseconds(static_cast<std::int64_t>(count(1, 12'000)));
        }
        outage.share = oneIn(2) ? 1.0 : real(0.2, 1);
        if (oneIn(3)) {
            const Duration from = between(0, 2000);
            outage.window = OutageWindow{from, from + between(1, 8000)};
        } else if (oneIn(2)) {
            outage.process = OutageProcess{.up = ExponentialLaw{real(100, 9000)},
                                           .down = LognormalLaw{real(100, 5000), 0.8},
                                           .startsUp = oneIn(3)};
            outage.group = oneIn(2) ? "common" : "";
        }
        if (oneIn(5)) {
            outage.count = count(1, 4);
        }
        outage.enabled = !oneIn(8);
        return outage;
    }

    Selection selection()
    {
        Selection selection;
        selection.kind = static_cast<SelectionKind>(m_dice.below(3));
        selection.stagger = oneIn(2) ? Duration::zero() : between(60, 800);
        selection.width = oneIn(2) ? std::nullopt : std::optional(count(1, 3));
        selection.win = oneIn(2) ? RaceWin::FirstToken : RaceWin::Completed;
        selection.strategy = static_cast<BalanceStrategy>(m_dice.below(6));
        selection.siblings = !oneIn(4);
        return selection;
    }

    CandidateSpec candidate(std::size_t index)
    {
        CandidateSpec spec{.id = std::string(1, static_cast<char>('a' + index)),
                           .tries = count(1, 4),
                           .provider = "p" + std::to_string(m_dice.below(3)),
                           .joinsStep = m_range.hasRaces && oneIn(2),
                           .selection = m_range.hasRaces ? selection() : Selection{}};
        spec.backoff = {.base = between(60, 900),
                        .factor = real(1, 3),
                        .cap = between(900, 4000),
                        .jitter = static_cast<Jitter>(m_dice.below(6))};
        spec.timeouts = {.connect = between(200, 900),
                         .firstToken = between(500, 2500),
                         .byteIdle = between(300, 900),
                         .payloadIdle = between(300, 1800),
                         .attempt = between(1500, 6000)};
        for (const char* pattern : {"*", "rate_limit", "server", "stream", "refusal"}) {
            if (oneIn(7)) {
                spec.reactions.push_back({pattern, static_cast<Reaction>(m_dice.below(3))});
            }
        }
        if (oneIn(5)) {
            spec.maxTokens = count(1, 40);
        }
        return spec;
    }

    std::shared_ptr<const CompiledChain> chain()
    {
        ChainSpec spec{.deadline = oneIn(4) ? between(900, 6000) : between(20'000, 90'000),
                       .patience = between(500, 10'000),
                       .maxAttempts = oneIn(4) ? count(1, 4) : count(5, 16),
                       .midStream = static_cast<MidStream>(m_dice.below(3)),
                       .holdTokens = oneIn(4) ? count(1, 20) : 0};
        const std::size_t candidates = 2 + m_dice.below(2);
        for (std::size_t i = 0; i < candidates; ++i) {
            spec.candidates.push_back(candidate(i));
        }
        return buildChain(spec);
    }

    CaseRange m_range;
    RandomStream m_dice;
};

} // namespace

TwinFailure failureAt(std::size_t index)
{
    const Kind& kind = kKinds.at(index);
    TwinFailure failure;
    failure.errorClass = kind.errorClass;
    failure.status = kind.status;
    if (kind.isInside) {
        failure.afterTokens = CountLaw{ConstantLaw{3}};
    }
    return failure;
}

Case randomCase(std::uint64_t seed, const CaseRange& range)
{
    return Maker(seed, range).made(seed);
}

} // namespace understudy::fidelity
