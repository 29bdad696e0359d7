// Limits that contradict each other: the deadline, the number of attempts, patience.
#include "core/plan/lint_parts.h"
#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

// The fewest attempts that may be made before the candidate is asked for the first time, when all
// before it fail as often as they may.
std::uint64_t attemptsBefore(const Linted& linted, const Placed& placed)
{
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < placed.stepIndex; ++i) {
        before += worstCase(linted.chain.steps[i]).attempts;
    }
    const SelectionKind kind = placed.step->selection.kind;
    for (const Candidate& candidate : placed.step->candidates) {
        if (&candidate == placed.candidate || kind == SelectionKind::Balance) {
            break; // whom a balance asks first is not known
        }
        if (candidate.enabled) {
            before += kind == SelectionKind::InOrder ? worstCaseTries(candidate) : 1;
        }
    }
    return before;
}

} // namespace

void lintTime(const Linted& linted, RuleChecks& warn)
{
    const Duration worst = worstCaseTime(linted.chain);
    if (worst > linted.chain.deadline) {
        warn.refuse("lint.deadline", "/deadline_ms",
                    "in the worst case the tries take " + inSeconds(worst) +
                        ", longer than the deadline of " + inSeconds(linted.chain.deadline) +
                        ", so the last candidates may get no time; raise deadline_ms, or lower "
                        "first_token_ms or tries");
    }
}

void lintTries(const Linted& linted, RuleChecks& warn)
{
    const std::uint32_t most = linted.chain.maxAttempts;
    const std::uint64_t attempts = worstCase(linted.chain).attempts;
    if (attempts > most) {
        warn.refuse("lint.tries", "/max_attempts",
                    "the tries of all candidates add up to " + std::to_string(attempts) +
                        ", but a run ends after " + std::to_string(most) +
                        " attempts; raise max_attempts or lower tries");
    }
    for (const Placed& placed : linted.enabled) {
        if (attemptsBefore(linted, placed) >= most) {
            warn.refuse("lint.unreachable", placed.pointer,
                        "may never be tried: the candidates before it can use up all " +
                            std::to_string(most) +
                            " attempts; raise max_attempts or lower their tries");
        }
    }
}

// A wait beyond patience is not sat out: the engine switches, and the tries after it are never
// made.
void lintWaits(const Linted& linted, RuleChecks& warn)
{
    const Duration patience = linted.chain.patience;
    for (const Placed& placed : linted.enabled) {
        const Backoff& backoff = placed.candidate->backoff;
        for (std::uint32_t retry = 0; retry + 1 < placed.candidate->tries; ++retry) {
            const Duration wait = backoffDelay(backoff, retry, Duration{0}, 0.0);
            if (wait > patience) {
                warn.refuse("lint.patience", placed.pointer + "/tries",
                            "try " + std::to_string(retry + 2) + " is never made: the wait of " +
                                inSeconds(wait) + " before it is longer than the patience of " +
                                inSeconds(patience) +
                                "; lower its back-off or tries, or raise patience_ms");
                break;
            }
            if (wait >= backoff.cap) {
                break; // the waits after it are as long
            }
        }
    }
}

} // namespace understudy
