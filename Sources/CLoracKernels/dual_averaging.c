#include "include/dual_averaging.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_descent(
    const float *restrict gradients, float *restrict sum, size_t count, float rate) {
  double sizes[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    numerators[lane] += (double)gradients[i] * sum[i];
    float weighted = lorac_fused(gradients[i], rate, sum[i]);
    sum[i] = weighted;
    sizes[lane] += weighted * weighted;
  });
  return (lorac_adaptation_sums){lorac_sum_lanes(sizes), lorac_sum_lanes(numerators), 0};
}

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_adagrad(
    const float *restrict gradients, float *restrict squares, float *restrict sum, size_t count, float rate,
    float epsilon) {
  double sizes[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0}, counterweights[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    float old = sum[i];
    float square = gradients[i] * gradients[i];
    float old_weight = old * old / (sqrtf(squares[i]) + epsilon);
    squares[i] += square;
    float denominator = sqrtf(squares[i]) + epsilon;
    float weighted = lorac_fused(gradients[i], rate, old);
    sum[i] = weighted;
    sizes[lane] += (double)fabsf(weighted) - fabsf(old);
    numerators[lane] += (double)(weighted * weighted / denominator) - old_weight;
    counterweights[lane] += square / denominator;
  });
  return (lorac_adaptation_sums){
      lorac_sum_lanes(sizes), lorac_sum_lanes(numerators), lorac_sum_lanes(counterweights)};
}

LORAC_CLONES
void lorac_move_averaged(
    float *restrict parameters, const float *restrict start, const float *restrict sum, const float *restrict squares,
    size_t count, float epsilon, float keep, float weight) {
  for (size_t i = 0; i < count; i++) {
    float change = squares ? sum[i] / (sqrtf(squares[i]) + epsilon) : sum[i];
    parameters[i] = lorac_fused(start[i] - change, weight, parameters[i] * keep);
  }
}
