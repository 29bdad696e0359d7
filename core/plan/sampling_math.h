// Our own logarithm, exponential and normal quantile, from + - * / and sqrt only: the standard
// library's differ in the last bit between platforms, and a sampled time must not.
// All are accurate to about 1e-15 relative (the tests hold 1e-12).
#pragma once

namespace understudy {

double naturalLog(double value);     // value > 0 and finite
double exponential(double exponent); // saturates at the largest finite double, and at 0

// The standard normal quantile for 0 < probability < 1: algorithm AS 241 (PPND16),
// M. J. Wichura, Applied Statistics 37 (1988) 477-484.
double normalQuantile(double probability);

} // namespace understudy
