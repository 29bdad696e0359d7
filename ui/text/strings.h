// Between core's UTF-8 and Qt's strings, and sizes as the int that Qt wants.
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace understudy {

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template<class Container>
int sizeOf(const Container& container)
{
    return static_cast<int>(container.size());
}

} // namespace understudy
