#include "app/cli/text_timeline.h"

#include "app/cli/describe_run.h"
#include "app/cli/timeline_remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace understudy::cli {

namespace {

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kBlue = "\x1b[34m";
constexpr std::string_view kDim = "\x1b[2m";

// Cells of one row, each one column wide; painted with runs of one colour.
class Row
{
public:
    Row(int columns, bool hasColour)
        : m_cells(static_cast<std::size_t>(columns), Cell{" ", {}})
        , m_hasColour(hasColour)
    {}

    void fill(int from, int until, std::string_view sign, std::string_view colour)
    {
        for (int i = std::max(from, 0); i < until && i < size(); ++i) {
            m_cells[static_cast<std::size_t>(i)] = {sign, colour};
        }
    }

    std::string text() const
    {
        std::string result;
        std::string_view colour;
        for (const Cell& cell : m_cells) {
            if (m_hasColour && cell.colour != colour) {
                result += colour.empty() ? std::string_view() : kReset;
                result += cell.colour;
                colour = cell.colour;
            }
            result += cell.sign;
        }
        result += m_hasColour && !colour.empty() ? kReset : std::string_view();
        return result;
    }

private:
    struct Cell
    {
        std::string_view sign;
        std::string_view colour;
    };
    int size() const { return static_cast<int>(m_cells.size()); }

    std::vector<Cell> m_cells;
    bool m_hasColour;
};

struct Layout
{
    int labelColumns = 0;
    int barColumns = 0;
    Duration total{1};

    int column(Duration at) const
    {
        const auto position =
            static_cast<std::int64_t>(barColumns - 1) * at.count() / total.count();
        return static_cast<int>(std::clamp<std::int64_t>(position, 0, barColumns - 1));
    }
};

std::string label(const RunStory& story, const AttemptStory& attempt)
{
    const bool isSpecial =
        attempt.because == StartCause::Hedge || attempt.because == StartCause::Probe;
    return fmt::format("{} #{}{}{}", story.label(attempt.candidate).candidate, attempt.tryNumber,
                       isSpecial ? " " : "", isSpecial ? name(attempt.because) : "");
}

std::string_view colourOf(const AttemptStory& attempt)
{
    return attempt.state == AttemptState::Failed      ? kRed
           : attempt.state == AttemptState::Abandoned ? kDim
                                                      : kGreen;
}

std::string_view endSign(const AttemptStory& attempt)
{
    switch (attempt.state) {
    case AttemptState::Succeeded: return "✓";
    case AttemptState::Failed: return attempt.brokeMidStream() ? "✂" : "✕";
    case AttemptState::Abandoned: return "─";
    case AttemptState::Waiting:
    case AttemptState::Streaming: break;
    }
    return "…";
}

std::string bar(const RunStory& story, const AttemptStory& attempt, const Layout& layout,
                bool hasColour)
{
    Row row(layout.barColumns, hasColour);
    const Duration end = attempt.end.value_or(story.lastTime());
    const int first = layout.column(attempt.start);
    const int last = layout.column(end);
    row.fill(first, last, "░", kBlue);
    if (attempt.firstToken) {
        row.fill(layout.column(*attempt.firstToken), last, "█", colourOf(attempt));
    }
    row.fill(last, last + 1, endSign(attempt), colourOf(attempt));
    for (const WaitStory& wait : story.waits()) {
        if (wait.afterAttempt == attempt.number) {
            const Duration until = wait.cutShort.value_or(wait.start + wait.length);
            row.fill(last + 1, layout.column(until), "╱", kDim);
        }
    }
    return row.text();
}

// As many ticks as have room: quarters on a wide bar, halves or only the ends on a narrow one.
std::string axis(const Layout& layout)
{
    constexpr int kTickColumns = 10;
    const int parts = std::clamp(layout.barColumns / kTickColumns, 1, 4);
    std::string line(static_cast<std::size_t>(layout.barColumns), ' ');
    for (int part = 0; part <= parts; ++part) {
        const Duration at = layout.total * part / parts;
        const std::string tick = formatSeconds(at);
        const int length = static_cast<int>(tick.size());
        const int wanted = std::min(layout.column(at), layout.barColumns - length);
        line.replace(static_cast<std::size_t>(std::max(wanted, 0)), tick.size(), tick);
    }
    line.resize(static_cast<std::size_t>(layout.barColumns));
    return line;
}

bool isInRace(const RunStory& story, const AttemptStory& attempt)
{
    return story.label(attempt.candidate).selection == SelectionKind::Race;
}

bool hasRace(const RunStory& story)
{
    return std::ranges::any_of(
        story.attempts(), [&](const AttemptStory& attempt) { return isInRace(story, attempt); });
}

// Brackets the lanes of a race, which run side by side.
std::string_view bracket(const RunStory& story, std::size_t index)
{
    const std::vector<AttemptStory>& attempts = story.attempts();
    const auto isSameRace = [&](std::size_t a, std::size_t b) {
        return b < attempts.size() && isInRace(story, attempts[a]) &&
               story.label(attempts[a].candidate).step == story.label(attempts[b].candidate).step;
    };
    const bool goesOn = isSameRace(index, index + 1);
    const bool wentOn = index > 0 && isSameRace(index, index - 1);
    return goesOn ? (wentOn ? "│ " : "┌ ") : (wentOn ? "└ " : "  ");
}

std::string legend(const RunStory& story)
{
    const bool hasAbandoned = std::ranges::any_of(
        story.attempts(), [](const AttemptStory& a) { return a.state == AttemptState::Abandoned; });
    return std::string("░ waiting  █ streaming  ╱ back-off  ✓ answered  ✕ failed  "
                       "✂ broke mid-stream") +
           (hasAbandoned ? "  ─ abandoned\n" : "\n");
}

} // namespace

std::string textTimeline(const RunStory& story, const TimelineStyle& style)
{
    constexpr int kRemarkColumns = 34;
    Layout layout;
    for (const AttemptStory& attempt : story.attempts()) {
        layout.labelColumns =
            std::max(layout.labelColumns, static_cast<int>(label(story, attempt).size()));
    }
    const bool hasBrackets = hasRace(story);
    const int bracketColumns = hasBrackets ? 2 : 0;
    const int left = std::max(style.width, 40) - layout.labelColumns - bracketColumns - 2;
    layout.barColumns = std::max(left - kRemarkColumns, 20);
    layout.total = std::max(story.lastTime(), Duration{1});

    std::string text =
        fmt::format("{:{}}  {}\n", "", layout.labelColumns + bracketColumns, axis(layout));
    for (std::size_t i = 0; i < story.attempts().size(); ++i) {
        const AttemptStory& attempt = story.attempts()[i];
        const std::string mark = i < style.marks.size() ? " [" + style.marks[i] + "]" : "";
        text +=
            fmt::format("{}{:{}}  {} {}{}\n", hasBrackets ? bracket(story, i) : "",
                        label(story, attempt), layout.labelColumns,
                        bar(story, attempt, layout, style.hasColour), attemptRemark(attempt), mark);
    }
    return text + legend(story) + timelineNotes(story, style);
}

} // namespace understudy::cli
