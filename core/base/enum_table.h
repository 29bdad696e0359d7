// Tables with one row for each member of an enumeration, in its order: the index is the enumerator.
#pragma once

#include "core/base/check.h"

#include <array>
#include <cstddef>

namespace understudy {

// For a static_assert beside the table. `key` is the row's member that holds the enumerator.
template<class Row, std::size_t N, class Enum>
constexpr bool isInEnumeratorOrder(const std::array<Row, N>& rows, Enum Row::*key)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (rows[i].*key != static_cast<Enum>(i)) {
            return false;
        }
    }
    return true;
}

template<class Row, std::size_t N, class Enum>
const Row& rowAt(const std::array<Row, N>& rows, Enum enumerator)
{
    const auto index = static_cast<std::size_t>(enumerator);
    US_CHECK(index < N);
    return rows[index];
}

} // namespace understudy
