// The dialects that this version speaks.
#pragma once

#include "core/plan/provider.h"
#include "core/wire/codec.h"

namespace understudy {

// Null for a dialect that is not spoken yet. Lives for ever.
const Codec* codecFor(Dialect dialect);

} // namespace understudy
