// Candidates and steps that are never asked, or cannot help when they are.
#include "core/json/json_pointer.h"
#include "core/plan/compiled_chain.h"
#include "core/plan/lint_parts.h"
#include "core/plan/reaction_pattern.h"
#include "core/plan/worst_case.h"

#include <algorithm>

namespace understudy {

namespace {

bool stopsOnEverything(const Candidate& candidate)
{
    const ReactionTable table = compileReactions(candidate.reactions);
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (hasReaction(static_cast<ErrorClass>(i)) && table[i].reaction != Reaction::Stop) {
            return false;
        }
    }
    return true;
}

bool isAsleep(const Step& step)
{
    return std::ranges::none_of(step.candidates, &Candidate::enabled);
}

// What nothing comes behind, and why.
struct Wall
{
    const Candidate* candidate = nullptr;
    const Step* step = nullptr;
    bool answers = false; // else it stops the run

    // Whether the wall stands before a candidate: lanes of a race run beside it, and whom a balance
    // asks first is not known.
    bool hides(const Placed& placed) const
    {
        return candidate != nullptr &&
               (placed.step != step || step->selection.kind == SelectionKind::InOrder);
    }
};

// Whether the candidate's step lets nothing pass once it is asked.
bool isWall(const Placed& placed)
{
    const bool isAlone = std::ranges::count_if(placed.step->candidates, &Candidate::enabled) == 1;
    if (answersAlways(*placed.candidate)) {
        return answersAlways(*placed.step);
    }
    return (isAlone || placed.step->selection.kind == SelectionKind::InOrder) &&
           stopsOnEverything(*placed.candidate);
}

void lintHidden(const Placed& placed, const Wall& wall, RuleChecks& warn)
{
    warn.refuse("lint.unreachable", placed.pointer,
                wall.answers
                    ? "is never tried: the text of " + wall.candidate->id +
                          " before it always answers; put it before, or remove it"
                    : "is never tried: " + wall.candidate->id +
                          " before it stops the run on every failure; change its reactions to "
                          "next");
}

void lintAsleep(const Chain& chain, RuleChecks& warn)
{
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        if (isAsleep(chain.steps[i])) {
            warn.refuse("lint.step", pointerTo("/steps", i),
                        "has no enabled candidate, so every run passes it by; enable one or "
                        "remove the step");
        }
    }
}

} // namespace

void lintReachable(const Linted& linted, RuleChecks& warn)
{
    Wall wall;
    for (const Placed& placed : linted.candidates) {
        if (!placed.candidate->enabled) {
            if (!isAsleep(*placed.step)) {
                warn.refuse("lint.disabled", placed.pointer + "/enabled",
                            "is disabled and never tried; enable it or remove it");
            }
            continue;
        }
        if (wall.hides(placed)) {
            lintHidden(placed, wall, warn);
        } else if (wall.candidate == nullptr && isWall(placed)) {
            wall = {placed.candidate, placed.step, answersAlways(*placed.candidate)};
        }
    }
    lintAsleep(linted.chain, warn);
}

// After a prompt was too long for one window, a smaller one cannot help. Side by side is not after.
void lintContext(const Linted& linted, RuleChecks& warn)
{
    const Candidate* widest = nullptr; // of what came before
    const Step* widestStep = nullptr;
    std::uint32_t most = 0;
    for (const Placed& placed : linted.enabled) {
        const Candidate& candidate = *placed.candidate;
        const CatalogueModel* model = linted.catalogue.find(candidate.provider, candidate.model);
        if (model == nullptr || !model->context) {
            continue;
        }
        const bool isBeside =
            placed.step == widestStep && placed.step->selection.kind != SelectionKind::InOrder;
        if (*model->context < most && !isBeside) {
            warn.refuse("lint.context", placed.pointer,
                        "has a smaller context window (" + std::to_string(*model->context) +
                            " tokens) than " + widest->id + " before it (" + std::to_string(most) +
                            "): it cannot take over a prompt that was too long there; put larger "
                            "windows later");
        } else if (*model->context >= most) {
            widest = &candidate;
            widestStep = placed.step;
            most = *model->context;
        }
    }
}

} // namespace understudy
