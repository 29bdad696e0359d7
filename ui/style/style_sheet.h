// The look of standard controls as a style sheet. Dynamic properties choose variants:
// `role` = "primary", "quiet", "tile"; `segment` = "first", "last"; `tone` = "soft", "bar".
#pragma once

#include <QString>

namespace understudy {

struct Colours;

QString styleSheetFor(const Colours& colours);

} // namespace understudy
