// The laws of engine.md section 10 that hold for one run of a chain in order, checked over what it
// told and what it left behind.
#pragma once

#include "tests/support/engine_bench.h"

#include <string>

namespace understudy {

// The first law that the finished run of `bench` broke, with the run's story; empty when it kept
// all of them.
std::string brokenLaw(const EngineBench& bench, const ChainSpec& spec);

} // namespace understudy
