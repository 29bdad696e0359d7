// What people call a model and a provider: "claude-sonnet-4-5" is Claude Sonnet 4.5. An id whose
// pattern is not known stays as it is: better plain than wrong.
#pragma once

#include <QString>

#include <string_view>

namespace understudy {

QString modelTitle(std::string_view model);
QString providerTitle(std::string_view provider);

} // namespace understudy
