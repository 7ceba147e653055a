#include "include/adan.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_adan(
    const float *restrict gradients, lorac_adan_states states, size_t count, lorac_adaptation factors,
    float keep_difference, float take_difference, bool uses_inner_product) {
  double sums[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0}, counterweights[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    float gradient = gradients[i];
    float difference = gradient - states.previous[i];
    float update = gradient + keep_difference * difference;
    float old_sum = states.sum[i];
    float old_denominator = sqrtf(states.second[i]) + factors.epsilon;
    states.first[i] = lorac_fused(gradient, factors.take_first, states.first[i] * factors.keep_first);
    states.difference[i] = lorac_fused(difference, take_difference, states.difference[i] * keep_difference);
    states.second[i] = lorac_fused(update * update, factors.take_second, states.second[i] * factors.keep_second);
    float denominator = sqrtf(states.second[i]) + factors.epsilon;
    float weighted = lorac_fused(gradient, factors.take_sum, old_sum * factors.keep_sum);
    states.sum[i] = weighted;
    sums[lane] += fabsf(weighted);
    numerators[lane] += uses_inner_product ? (double)gradient * (old_sum / old_denominator)
                                           : weighted * weighted / denominator;
    counterweights[lane] += gradient * gradient / denominator;
  });
  return (lorac_adaptation_sums){
      lorac_sum_lanes(sums), lorac_sum_lanes(numerators), lorac_sum_lanes(counterweights)};
}

LORAC_CLONES
void lorac_move_adan(
    float *restrict parameters, lorac_adan_states states, size_t count, float weight, float epsilon, float decay,
    float shrinkage) {
  for (size_t i = 0; i < count; i++) {
    float update = (states.first[i] + weight * states.difference[i]) / (sqrtf(states.second[i]) + epsilon);
    parameters[i] = (parameters[i] * decay - update) / shrinkage;
  }
}
