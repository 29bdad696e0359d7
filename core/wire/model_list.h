// The list of models that a provider serves: how each dialect is asked for it, and how its answer
// is read. The cheapest request that proves a key.
#pragma once

#include "core/plan/provider.h"
#include "core/wire/credential_source.h"
#include "core/wire/http_message.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

inline constexpr std::size_t kMostModelListBytes = std::size_t{8} * 1024 * 1024;

// `base` is what the vendor's own SDK calls the base URL. With AuthStyle::None no key is sent.
HttpRequest modelListRequest(Dialect dialect, AuthStyle auth, const HttpUrl& base,
                             const Secret& key);

// Model names in the provider's order; empty when the body is no such list. Names that hold control
// characters are left out.
std::optional<std::vector<std::string>> readModelList(std::string_view body);

} // namespace understudy
