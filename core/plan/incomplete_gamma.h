// The gamma function and its incomplete form with the inverse, and the normal distribution that
// follows from it; by + - * / and sqrt, like sampling_math.h. The tests hold 1e-11 relative.
#pragma once

namespace understudy {

double lnGamma(double x); // x > 0

// The gamma law of that shape (> 0) and scale 1 at x >= 0.
struct GammaTails
{
    double below = 0; // P(X <= x)
    double above = 1; // P(X > x), accurate where it is small
};
GammaTails gammaTails(double shape, double x);

// Where that law has reached `probability`, in [0, 1).
double gammaQuantile(double shape, double probability);

double normalCumulative(double deviate); // P(Z <= deviate)

} // namespace understudy
