// Which keys a person may want to keep: those of the chain first, then of every known provider.
#pragma once

#include "core/plan/chain.h"
#include "ui/dialogs/key_list_model.h"

#include <vector>

namespace understudy {

std::vector<KeyEntry> keyEntries(const Chain& chain);

} // namespace understudy
