#include "include/adapter_norms.h"

#include "clones.h"
#include "lanes.h"

LORAC_CLONES
double lorac_product_sum_of_squares(
    const float *restrict up, const float *restrict down, size_t outputs, size_t rank, size_t inputs,
    double *restrict scratch) {
  double *up_gram = scratch, *down_gram = scratch + rank * rank;
  for (size_t i = 0; i < rank * rank; i++) up_gram[i] = 0;
  for (size_t output = 0; output < outputs; output++) {
    const float *row = up + output * rank;
    for (size_t first = 0; first < rank; first++)
      for (size_t second = 0; second < rank; second++)
        up_gram[first * rank + second] += (double)row[first] * row[second];
  }
  for (size_t first = 0; first < rank; first++)
    for (size_t second = first; second < rank; second++) {
      double sums[LORAC_LANES] = {0};
      const float *one = down + first * inputs, *other = down + second * inputs;
      LORAC_FOR_LANES(inputs, { sums[lane] += (double)one[i] * other[i]; });
      down_gram[first * rank + second] = down_gram[second * rank + first] = lorac_sum_lanes(sums);
    }
  double total = 0;
  for (size_t i = 0; i < rank * rank; i++) total += up_gram[i] * down_gram[i];
  return total;
}
