#include "core/report/html_report.h"

#include "core/report/number_text.h"
#include "core/report/result_tables.h"
#include "core/report/text_report.h"

namespace understudy {

namespace {

// Light and dark as the reader's system is; states are told by words too, never by colour alone.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
.verdict { font-size: 1.2rem; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .2rem .8rem; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; white-space: pre; }
footer { color: #777; font-size: .9rem; white-space: pre-line; }
)";

std::string rowOf(const std::vector<std::string>& cells, const char* tag)
{
    std::string row = "<tr>";
    for (const std::string& cell : cells) {
        row += std::string("<") + tag + ">" + escapedMarkup(cell) + "</" + tag + ">";
    }
    return row + "</tr>\n";
}

std::string htmlTable(const Table& table)
{
    std::string text = "<table>\n<thead>" + rowOf(table.header, "th") + "</thead>\n<tbody>\n";
    for (const std::vector<std::string>& row : table.rows) {
        text += rowOf(row, "td");
    }
    return text + "</tbody>\n</table>\n";
}

std::string sectionOf(const ChainResult& chain, bool isComplete)
{
    std::string text = "<section>\n<h2>" + escapedMarkup(chain.name) + "</h2>\n" +
                       htmlTable(figuresTable(chain)) + htmlTable(candidatesTable(chain));
    if (!chain.goals.empty()) {
        text += htmlTable(goalsTable(chain));
    }
    if (isComplete) {
        text += "<p>digest <code>" + hexDigits(chain.digest) + "</code></p>\n";
    }
    return text + "</section>\n";
}

} // namespace

std::string escapedMarkup(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&': safe += "&amp;"; break;
        case '<': safe += "&lt;"; break;
        case '>': safe += "&gt;"; break;
        case '"': safe += "&quot;"; break;
        default: safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return safe;
}

std::string htmlReport(const SimulateResult& result)
{
    std::string body;
    for (const ChainResult& chain : result.chains) {
        body += "<p class=\"verdict\">" + escapedMarkup(verdictSentence(chain)) + "</p>\n";
    }
    for (const ChainResult& chain : result.chains) {
        body += sectionOf(chain, result.isComplete);
    }
    for (const std::span<const Comparison> pair : comparedPairs(result)) {
        body += "<section>\n<h2>" + escapedMarkup(pair.front().a + " - " + pair.front().b) +
                ", under the same draws</h2>\n<p>" + escapedMarkup(comparisonSentence(pair)) +
                "</p>\n" + htmlTable(comparisonTable(pair)) + "</section>\n";
    }
    const std::string opening = openingLines(result);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<title>Understudy stress test</title>\n<style>" +
           std::string(kStyle) + "</style>\n</head>\n<body>\n" +
           (opening.empty() ? "" : "<p><strong>" + escapedMarkup(opening) + "</strong></p>\n") +
           body + "<footer>" + escapedMarkup(closingLine(result)) + "</footer>\n</body>\n</html>\n";
}

} // namespace understudy
