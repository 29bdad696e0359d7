// A histogram as a line of text, exactly and in little space: four words of its sums, then each
// bucket as GAP, GAP*COUNT or GAP*COUNT+SPREAD: how far its least value lies above the greatest of
// the bucket before, how many values it holds, and how far they spread.
#pragma once

#include "core/report/histogram.h"

#include <optional>
#include <string>
#include <string_view>

namespace understudy {

std::string histogramToText(const Histogram& histogram);
std::optional<Histogram> histogramFromText(std::string_view text);

} // namespace understudy
