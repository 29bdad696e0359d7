// Rows of cells and the ways to write them down.
#pragma once

#include <string>
#include <vector>

namespace understudy {

struct Table
{
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows; // as long as the header

    bool operator==(const Table&) const = default;
};

// Each ends in a line break. The first column is flush left, the others right.
std::string textTable(const Table& table);
std::string markdownTable(const Table& table);
std::string csvTable(const Table& table); // RFC 4180, but lines end as ours do

} // namespace understudy
