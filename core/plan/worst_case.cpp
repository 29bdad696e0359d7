#include "core/plan/worst_case.h"

#include "core/plan/provider_rules.h"

#include <algorithm>
#include <vector>

namespace understudy {

namespace {

constexpr double kAlmostOne = 1.0 - 0x1p-53;
constexpr Duration kMost = Duration::max() / 2;

// True when every later wait is as long as this one.
bool isSteady(const Backoff& backoff, Duration wait)
{
    const bool grows = backoff.factor > 1.0 || backoff.jitter == Jitter::Decorrelated;
    const bool isSpread = backoff.jitter == Jitter::Grpc; // to both sides of the cap
    const Duration most = isSpread ? backoff.cap / 5 * 6 : backoff.cap;
    return wait >= most || backoff.base == Duration::zero() || !grows;
}

// All waits between the tries, summed.
Duration longestBackoffs(const Backoff& backoff, std::uint32_t waits)
{
    Duration total{0};
    for (std::uint32_t i = 0; i < waits; ++i) {
        const Duration wait = longestBackoff(backoff, i);
        if (isSteady(backoff, wait)) {
            return total + wait * static_cast<std::int64_t>(waits - i);
        }
        total += wait;
    }
    return total;
}

// A try that fails just before the limit that ends it first.
Duration longestTry(const Candidate& candidate)
{
    return answersAlways(candidate)
               ? Duration{0}
               : std::min(candidate.timeouts.firstToken, candidate.timeouts.attempt);
}

WorstCase oneAfterTheOther(const Step& step)
{
    WorstCase total;
    for (const Candidate& candidate : step.candidates) {
        if (candidate.enabled) {
            total.attempts += worstCaseTries(candidate);
            total.time = std::min(total.time + worstCaseTime(candidate), kMost);
        }
        const bool isInOrder = step.selection.kind == SelectionKind::InOrder;
        if (isInOrder && answersAlways(candidate)) {
            break;
        }
    }
    return total;
}

WorstCase oneOfThem(const Step& step)
{
    WorstCase worst;
    for (const Candidate& candidate : step.candidates) {
        if (candidate.enabled) {
            worst.attempts = std::max(worst.attempts, worstCaseTries(candidate));
            worst.time = std::max(worst.time, worstCaseTime(candidate));
        }
    }
    return worst;
}

// A lane starts when its stagger is over or the attempt before it has failed, and a slot is free.
// Lanes that end sooner never make another one end later, so the longest ones are the worst.
WorstCase sideBySide(const Step& step)
{
    WorstCase worst;
    std::vector<Duration> slots; // when each is free again
    const std::size_t width = step.selection.width.value_or(UINT32_MAX);
    Duration due{0};
    for (const Candidate& candidate : step.candidates) {
        if (!candidate.enabled) {
            continue;
        }
        Duration start = due;
        if (slots.size() >= width) {
            const auto first = std::ranges::min_element(slots);
            start = std::max(due, *first);
            slots.erase(first);
        }
        slots.push_back(std::min(start + worstCaseTime(candidate), kMost));
        due = std::min(start + std::min(step.selection.stagger, longestTry(candidate)), kMost);
        worst.attempts += worstCaseTries(candidate);
        worst.time = std::max(worst.time, slots.back());
        if (answersAlways(candidate)) {
            worst.time = start; // it wins the moment that it starts
            break;
        }
    }
    return worst;
}

} // namespace

Duration longestBackoff(const Backoff& backoff, std::uint32_t retry)
{
    if (backoff.jitter == Jitter::Decorrelated) {
        Duration wait{0};
        for (std::uint32_t i = 0; i <= retry; ++i) {
            wait = backoffDelay(backoff, i, wait, kAlmostOne);
        }
        return wait;
    }
    return std::max(backoffDelay(backoff, retry, Duration{0}, 0.0),
                    backoffDelay(backoff, retry, Duration{0}, kAlmostOne));
}

Duration worstCaseTime(const Candidate& candidate)
{
    if (answersAlways(candidate)) {
        return Duration{0};
    }
    // Ranges keep the sum far below overflow: 1000 tries of 10^15 microseconds.
    return longestTry(candidate) * static_cast<std::int64_t>(candidate.tries) +
           longestBackoffs(candidate.backoff, std::max(candidate.tries, 1u) - 1);
}

std::uint64_t worstCaseTries(const Candidate& candidate)
{
    return answersAlways(candidate) ? 1 : candidate.tries;
}

WorstCase worstCase(const Step& step)
{
    switch (step.selection.kind) {
    case SelectionKind::InOrder: return oneAfterTheOther(step);
    case SelectionKind::Race: return sideBySide(step);
    case SelectionKind::Balance:
        return step.selection.siblings ? oneAfterTheOther(step) : oneOfThem(step);
    }
    return {};
}

WorstCase worstCase(const Chain& chain)
{
    WorstCase total;
    for (const Step& step : chain.steps) {
        const WorstCase part = worstCase(step);
        total.attempts += part.attempts;
        total.time = std::min(total.time + part.time, kMost);
        if (answersAlways(step)) {
            break;
        }
    }
    return total;
}

bool answersAlways(const Candidate& candidate)
{
    return candidate.enabled && candidate.provider == kTextProvider;
}

bool answersAlways(const Step& step)
{
    const bool isOneOfThem =
        step.selection.kind == SelectionKind::Balance && !step.selection.siblings;
    const auto always = [](const Candidate& candidate) { return answersAlways(candidate); };
    const auto asked = [](const Candidate& candidate) { return candidate.enabled; };
    return std::ranges::any_of(step.candidates, always) &&
           (!isOneOfThem || std::ranges::count_if(step.candidates, asked) == 1);
}

std::uint64_t worstCaseAttempts(const Chain& chain)
{
    return std::min<std::uint64_t>(worstCase(chain).attempts, chain.maxAttempts);
}

Duration worstCaseTime(const Chain& chain) { return worstCase(chain).time; }

} // namespace understudy
