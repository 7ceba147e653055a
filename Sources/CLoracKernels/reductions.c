#include "include/reductions.h"
#include "clones.h"

// Sums that are kept side by side, so that the compiler can add several at once without changing their order.
enum { LANES = 16 };

LORAC_CLONES
double lorac_sum_of_squares(const float *values, size_t count) {
  double sums[LANES] = {0};
  size_t whole = count - count % LANES;
  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++) {
      double value = values[i + lane];
      sums[lane] += value * value;
    }
  for (size_t i = whole; i < count; i++) {
    double value = values[i];
    sums[i - whole] += value * value;
  }
  for (size_t width = LANES / 2; width > 0; width /= 2)
    for (size_t lane = 0; lane < width; lane++) sums[lane] += sums[lane + width];
  return sums[0];
}

LORAC_CLONES
void lorac_scale(float *values, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) values[i] *= factor;
}
