// The regularised incomplete beta function and its inverse: what binomial and Student intervals are
// made of. From + - * / and sqrt and our own logarithm and exponential, so the same everywhere.
#pragma once

namespace understudy {

struct BetaTails
{
    double below = 0; // I_x(a, b)
    double above = 0; // 1 - I_x(a, b), without cancellation
};

// a, b > 0 and 0 <= x <= 1.
BetaTails betaTails(double a, double b, double x);

// The x with I_x(a, b) = probability, 0 < probability < 1.
double betaQuantile(double a, double b, double probability);

} // namespace understudy
