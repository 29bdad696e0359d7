// Races that race nobody, that pay for more than they need, or that show nothing.
#include "core/base/text.h"
#include "core/json/json_pointer.h"
#include "core/plan/lint_parts.h"
#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

// A typical time to the first token, as the healthy twin has it: half of all answers are later.
constexpr Duration kTypicalFirstToken = milliseconds(350);

std::uint64_t enabledIn(const Step& step)
{
    return static_cast<std::uint64_t>(std::ranges::count_if(step.candidates, &Candidate::enabled));
}

// How many of the lanes in flight cost money.
std::uint64_t paidLanes(const Step& step)
{
    const auto costs = [](const Candidate& candidate) {
        return candidate.enabled && !answersAlways(candidate);
    };
    const auto lanes = static_cast<std::uint64_t>(std::ranges::count_if(step.candidates, costs));
    return std::min<std::uint64_t>(lanes, step.selection.width.value_or(UINT32_MAX));
}

void lintWidth(const Step& step, const std::string& pointer, RuleChecks& warn)
{
    const std::uint32_t width = step.selection.width.value_or(0);
    const std::uint64_t lanes = enabledIn(step);
    if (lanes == 1) {
        warn.refuse("lint.race", pointer,
                    "races one enabled candidate against nobody; add another one, or make the step "
                    "in_order");
    } else if (width == 1) {
        warn.refuse("lint.race", pointer + "/width",
                    "a race of width 1 asks one candidate at a time, as in_order does; raise width "
                    "or make the step in_order");
    } else if (width > lanes) {
        warn.refuse("lint.width", pointer + "/width",
                    "is " + std::to_string(width) + ", but only " + std::to_string(lanes) +
                        " candidates are enabled; lower width, or leave it out to race them all");
    }
}

void lintPrice(const Step& step, const std::string& pointer, RuleChecks& warn)
{
    const std::uint64_t lanes = paidLanes(step);
    const Duration stagger = step.selection.stagger;
    if (lanes < 2 || stagger >= kTypicalFirstToken) {
        return;
    }
    const std::string what =
        stagger == Duration::zero()
            ? "every prompt is paid " + std::to_string(lanes) +
                  " times: all lanes start at once; set stagger_ms, so that only slow answers are "
                  "hedged"
            : "most prompts are paid twice or more: a first token typically takes " +
                  inSeconds(kTypicalFirstToken) + ", longer than this; raise stagger_ms";
    warn.refuse("lint.hedge", pointer + "/stagger_ms", what);
}

} // namespace

void lintRaces(const Linted& linted, RuleChecks& warn)
{
    for (std::size_t i = 0; i < linted.chain.steps.size(); ++i) {
        const Step& step = linted.chain.steps[i];
        if (step.selection.kind != SelectionKind::Race || enabledIn(step) == 0) {
            continue;
        }
        const std::string pointer = pointerTo("/steps", i) + "/selection";
        lintWidth(step, pointer, warn);
        lintPrice(step, pointer, warn);
        if (step.selection.win == RaceWin::Completed && enabledIn(step) > 1) {
            warn.refuse("lint.silent", pointer + "/win",
                        "nothing is shown until an answer is whole; take first_token where "
                        "somebody reads along");
        }
    }
}

// What is held for longer than an answer lasts is never streamed.
void lintHold(const Linted& linted, RuleChecks& warn)
{
    if (linted.chain.holdTokens == 0) {
        return;
    }
    for (const auto& [name, value] : linted.chain.params) {
        const auto most = name == "max_tokens" ? parseInteger(value) : std::nullopt;
        if (most && *most > 0 && *most <= std::int64_t{linted.chain.holdTokens}) {
            warn.refuse("lint.hold", "/hold_tokens",
                        "holds " + std::to_string(linted.chain.holdTokens) +
                            " tokens, but an answer has at most " + std::to_string(*most) +
                            ", so nothing is shown until it is whole; lower hold_tokens");
        }
    }
    const bool isAllHeld = std::ranges::all_of(linted.enabled, [](const Placed& placed) {
        return placed.step->selection.kind == SelectionKind::Race &&
               placed.step->selection.win == RaceWin::Completed;
    });
    if (isAllHeld) {
        warn.refuse("lint.hold", "/hold_tokens",
                    "changes nothing: every step is a race to the whole answer, which is held "
                    "anyway; remove it");
    }
}

} // namespace understudy
