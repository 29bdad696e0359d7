// What a key may look like. It is written into a header, so one that could end the header or be
// read differently by the two sides is refused when it is entered.
#pragma once

#include <QString>

namespace understudy {

// Empty when the key is fine, else why it is refused. Never repeats the key.
QString problemOfKey(const QString& key);

} // namespace understudy
