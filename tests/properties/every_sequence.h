// Runs of a small chain under every sequence of outcomes: an attempt's outcome is chosen when it
// begins, so that every sequence which can happen is visited once and no other.
#pragma once

#include "tests/properties/laws_of_a_run.h"
#include "tests/properties/naive_chain.h"
#include "tests/support/exhaustive.h"

#include <vector>

namespace understudy {

using Menu = std::vector<ScriptedAttempt>;

// visit(EngineBench&) is given each bench before its run. Returns how many there were.
template<class Visit>
std::size_t forEverySequence(const ChainSpec& spec, const Menu& menu, Visit visit)
{
    Exhaustive choices;
    std::size_t count = 0;
    while (choices.next()) {
        EngineBench bench(spec);
        bench.driver.choose([&](const AttemptStart&) { return menu[choices.pick(menu.size())]; });
        visit(bench);
        ++count;
    }
    return count;
}

// The same attempts as the engine's driver played them, for the naive chain.
inline NaiveScript sameAs(const ScriptedDriver& driver)
{
    return [&driver, next = std::size_t{0}](std::size_t, std::uint32_t) mutable {
        const std::vector<ScriptedAttempt>& played = driver.played();
        return next < played.size() ? played[next++] : answers();
    };
}

} // namespace understudy
