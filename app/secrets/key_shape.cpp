#include "app/secrets/key_shape.h"

#include <QCoreApplication>

#include <algorithm>

namespace understudy {

namespace {

constexpr qsizetype kLongestKey = 4096;

class KeyShape
{
    Q_DECLARE_TR_FUNCTIONS(KeyShape)
};

} // namespace

QString problemOfKey(const QString& key)
{
    if (key.isEmpty()) {
        return KeyShape::tr("The key is empty.");
    }
    if (key.size() > kLongestKey) {
        return KeyShape::tr("The key is longer than any provider's. Copy it again.");
    }
    const bool isVisibleAscii = std::all_of(
        key.begin(), key.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
    if (!isVisibleAscii) {
        return KeyShape::tr("The key holds blanks, line breaks or characters that no key has. "
                            "Copy it again.");
    }
    return {};
}

} // namespace understudy
