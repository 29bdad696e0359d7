// Turns "pick an index" code into every combination: call pick() wherever a choice is made, loop
// while next() is true, and each pass makes the next combination, until all were made.
#pragma once

#include <cstddef>
#include <vector>

namespace understudy {

class Exhaustive
{
public:
    // True for each pass, false when every combination was made.
    bool next()
    {
        if (m_isFirst) {
            m_isFirst = false;
            return true;
        }
        while (!m_choices.empty() && m_choices.back().taken + 1 == m_choices.back().count) {
            m_choices.pop_back();
        }
        if (m_choices.empty()) {
            return false;
        }
        ++m_choices.back().taken;
        m_position = 0;
        return true;
    }

    // One of 0 .. count-1.
    std::size_t pick(std::size_t count)
    {
        if (m_position == m_choices.size()) {
            m_choices.push_back({0, count});
        }
        return m_choices[m_position++].taken;
    }

private:
    struct Choice
    {
        std::size_t taken;
        std::size_t count;
    };
    std::vector<Choice> m_choices;
    std::size_t m_position = 0;
    bool m_isFirst = true;
};

} // namespace understudy
