#include "core/report/table.h"

#include <algorithm>

namespace understudy {

namespace {

using Row = std::vector<std::string>;

// Characters, not bytes: continuation bytes of UTF-8 take no column.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string padded(const std::string& cell, std::size_t width, bool isLeft)
{
    const std::string blanks(width - std::min(width, widthOf(cell)), ' ');
    return isLeft ? cell + blanks : blanks + cell;
}

std::vector<std::size_t> widthsOf(const Table& table)
{
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.header.size(); ++column) {
        std::size_t width = widthOf(table.header[column]);
        for (const Row& row : table.rows) {
            width = std::max(width, widthOf(row[column]));
        }
        widths.push_back(width);
    }
    return widths;
}

std::string textRow(const Row& row, const std::vector<std::size_t>& widths)
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        line += (i == 0 ? "" : "  ") + padded(row[i], widths[i], i == 0);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

std::string markdownRow(const Row& row)
{
    std::string line = "|";
    for (const std::string& cell : row) {
        line += ' ';
        for (const char c : cell) {
            line += c == '|' ? "\\|" : std::string(1, c == '\n' ? ' ' : c);
        }
        line += " |";
    }
    return line + '\n';
}

std::string csvRow(const Row& row)
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        line += i == 0 ? "" : ",";
        if (row[i].find_first_of(",\"\r\n") == std::string::npos) {
            line += row[i];
            continue;
        }
        line += '"';
        for (const char c : row[i]) {
            line += c == '"' ? "\"\"" : std::string(1, c);
        }
        line += '"';
    }
    return line + '\n';
}

} // namespace

std::string textTable(const Table& table)
{
    const std::vector<std::size_t> widths = widthsOf(table);
    std::string text = textRow(table.header, widths);
    for (const Row& row : table.rows) {
        text += textRow(row, widths);
    }
    return text;
}

std::string markdownTable(const Table& table)
{
    std::string text = markdownRow(table.header) + "|";
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        text += i == 0 ? " --- |" : " ---: |";
    }
    text += '\n';
    for (const Row& row : table.rows) {
        text += markdownRow(row);
    }
    return text;
}

std::string csvTable(const Table& table)
{
    std::string text = csvRow(table.header);
    for (const Row& row : table.rows) {
        text += csvRow(row);
    }
    return text;
}

} // namespace understudy
