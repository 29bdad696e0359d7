#include "app/cli/text_timeline.h"

#include "app/cli/describe_run.h"

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
    return fmt::format("{} #{}", story.label(attempt.candidate).candidate, attempt.tryNumber);
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

std::string remark(const AttemptStory& attempt)
{
    switch (attempt.state) {
    case AttemptState::Succeeded: return fmt::format("answered, {} tokens", attempt.tokens);
    case AttemptState::Failed:
        return fmt::format("{}{}{}", shortCause(attempt.errorClass, attempt.status),
                           attempt.discardedTokens > 0
                               ? fmt::format(", {} tokens discarded", attempt.discardedTokens)
                               : std::string(),
                           attempt.injected != 0 ? " (injected)" : "");
    case AttemptState::Abandoned: return fmt::format("{}", name(attempt.abandoned));
    case AttemptState::Waiting:
    case AttemptState::Streaming: break;
    }
    return "under way";
}

std::string bar(const RunStory& story, const AttemptStory& attempt, const Layout& layout,
                bool hasColour)
{
    Row row(layout.barColumns, hasColour);
    const Duration end = attempt.end.value_or(story.lastTime());
    const int first = layout.column(attempt.start);
    const int last = layout.column(end);
    const bool hasFailed = attempt.state == AttemptState::Failed;
    row.fill(first, last, "░", kBlue);
    if (attempt.firstToken) {
        row.fill(layout.column(*attempt.firstToken), last, "█", hasFailed ? kRed : kGreen);
    }
    row.fill(last, last + 1, endSign(attempt), hasFailed ? kRed : kGreen);
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

std::string switchLines(const RunStory& story)
{
    std::string text;
    for (const SwitchStory& change : story.switches()) {
        const std::string cause = change.because == SwitchCause::Patience
                                      ? "waiting would exceed patience"
                                      : std::string(name(change.errorClass));
        text +=
            fmt::format("switched from {} to {} at {}: {}\n", story.label(change.from).candidate,
                        story.label(change.to).candidate, formatSeconds(change.at), cause);
    }
    return text;
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
    const int left = std::max(style.width, 40) - layout.labelColumns - 2;
    layout.barColumns = std::max(left - kRemarkColumns, 20);
    layout.total = std::max(story.lastTime(), Duration{1});

    std::string text = fmt::format("{:{}}  {}\n", "", layout.labelColumns, axis(layout));
    for (const AttemptStory& attempt : story.attempts()) {
        text += fmt::format("{:{}}  {} {}\n", label(story, attempt), layout.labelColumns,
                            bar(story, attempt, layout, style.hasColour), remark(attempt));
    }
    return text + "░ waiting  █ streaming  ╱ back-off  ✓ answered  ✕ failed  ✂ broke mid-stream\n" +
           switchLines(story);
}

} // namespace understudy::cli
