// The left side of a reaction rule: a failure class, a class prefix, or "*".
#pragma once

#include "core/plan/error_class.h"

#include <string>
#include <string_view>

namespace understudy {

// How closely the pattern names the class: 0 not at all, 1 "*", 2 a prefix, 3 the class itself.
int reactionFit(std::string_view pattern, ErrorClass errorClass);

// True when the pattern fits some class that a reaction can answer.
bool isReactionPattern(std::string_view pattern);

// Every allowed pattern, for messages: "*, transport, transport.dns, ...".
std::string reactionPatterns();

// False for what is no failure, and for what ends a run by itself (cancelled, deadline, all_open).
bool hasReaction(ErrorClass errorClass);

} // namespace understudy
