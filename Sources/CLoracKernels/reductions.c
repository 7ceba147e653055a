#include "include/reductions.h"
#include "clones.h"
#include "lanes.h"

LORAC_CLONES
double lorac_sum_of_squares(const float *values, size_t count) {
  double sums[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    double value = values[i];
    sums[lane] += value * value;
  });
  return lorac_sum_lanes(sums);
}

LORAC_CLONES
double lorac_sum(const float *values, size_t count) {
  double sums[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, { sums[lane] += values[i]; });
  return lorac_sum_lanes(sums);
}

LORAC_CLONES
void lorac_scale(float *values, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) values[i] *= factor;
}

LORAC_CLONES
void lorac_add_scaled(float *restrict values, const float *restrict addend, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) values[i] = lorac_fused(addend[i], factor, values[i]);
}
