// A value or the reason why there is none, with the names of std::expected (C++23), so that it can
// become an alias of it when the baseline moves.
#pragma once

#include "core/base/check.h"
#include "core/base/problem.h"

#include <utility>
#include <variant>

namespace understudy {

// Marks a failure on the way into a Result: `return Failure{problems};`
template<class E>
struct Failure
{
    E error;
};
template<class E>
Failure(E) -> Failure<E>;

template<class T, class E = Problem>
class [[nodiscard]] Result
{
public:
    Result(T value) // NOLINT(google-explicit-constructor): a value is a Result, as in std::expected
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    template<class F>
    Result(Failure<F> failure) // NOLINT(google-explicit-constructor)
        : m_state(std::in_place_index<1>, std::move(failure.error))
    {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    const T& value() const&
    {
        US_CHECK(has_value());
        return std::get<0>(m_state);
    }
    T& value() &
    {
        US_CHECK(has_value());
        return std::get<0>(m_state);
    }
    T&& value() &&
    {
        US_CHECK(has_value());
        return std::get<0>(std::move(m_state));
    }
    const E& error() const
    {
        US_CHECK(!has_value());
        return std::get<1>(m_state);
    }

    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, E> m_state;
};

} // namespace understudy
