#include "include/step_size_adaptation.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_adam_preprint(
    const float *restrict gradients, float *restrict first, float *restrict second, float *restrict sum, size_t count,
    lorac_adaptation factors) {
  double sums[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0}, counterweights[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    float gradient = gradients[i];
    float square = gradient * gradient;
    first[i] = lorac_fused(gradient, factors.take_first, first[i] * factors.keep_first);
    second[i] = lorac_fused(square, factors.take_second, second[i] * factors.keep_second);
    float denominator = sqrtf(second[i]) + factors.epsilon;
    float weighted = lorac_fused(gradient, factors.take_sum, sum[i] * factors.keep_sum);
    sum[i] = weighted;
    sums[lane] += fabsf(weighted);
    numerators[lane] += weighted * weighted / denominator;
    counterweights[lane] += square / denominator;
  });
  return (lorac_adaptation_sums){
      lorac_sum_lanes(sums), lorac_sum_lanes(numerators), lorac_sum_lanes(counterweights)};
}

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_adam(
    const float *restrict gradients, float *restrict first, float *restrict second, float *restrict sum, size_t count,
    lorac_adaptation factors) {
  double sums[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    float gradient = gradients[i];
    float denominator = sqrtf(second[i]) + factors.epsilon;
    numerators[lane] += (double)gradient * (sum[i] / denominator);
    first[i] = lorac_fused(gradient, factors.take_first, first[i] * factors.keep_first);
    second[i] = lorac_fused(factors.take_second * gradient, gradient, second[i] * factors.keep_second);
    float weighted = lorac_fused(gradient, factors.take_sum, sum[i] * factors.keep_sum);
    sum[i] = weighted;
    sums[lane] += fabsf(weighted);
  });
  return (lorac_adaptation_sums){lorac_sum_lanes(sums), lorac_sum_lanes(numerators), 0};
}

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_lion(
    float *restrict parameters, const float *restrict gradients, float *restrict average, float *restrict sum,
    size_t count, float decay, float rate, lorac_adaptation factors) {
  double sums[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    float gradient = gradients[i];
    float direction = lorac_sign(lorac_fused(gradient, factors.take_second, average[i] * factors.keep_second));
    parameters[i] = lorac_fused(direction, -rate, parameters[i] * decay);
    average[i] = lorac_fused(gradient, factors.take_first, average[i] * factors.keep_first);
    numerators[lane] += (double)direction * sum[i];
    float weighted = lorac_fused(direction, factors.take_sum, sum[i] * factors.keep_sum);
    sum[i] = weighted;
    sums[lane] += fabsf(weighted);
  });
  return (lorac_adaptation_sums){lorac_sum_lanes(sums), lorac_sum_lanes(numerators), 0};
}

LORAC_CLONES
lorac_adaptation_sums lorac_adapt_prodigy(
    const float *restrict parameters, const float *restrict gradients, const float *restrict start,
    float *restrict first, float *restrict second, float *restrict sum, size_t count, size_t stride,
    lorac_adaptation factors) {
  if (first)
    for (size_t i = 0; i < count; i++)
      first[i] = lorac_fused(gradients[i], factors.take_first, first[i] * factors.keep_first);
  for (size_t i = 0; i < count; i++)
    second[i] =
        lorac_fused(factors.take_second * gradients[i], gradients[i], second[i] * factors.keep_second);
  double sums[LORAC_LANES] = {0}, numerators[LORAC_LANES] = {0};
  size_t sampled = (count + stride - 1) / stride;
  LORAC_FOR_LANES(sampled, {
    float gradient = gradients[i * stride];
    numerators[lane] += (double)gradient * (start[i] - parameters[i * stride]);
    float weighted = lorac_fused(gradient, factors.take_sum, sum[i] * factors.keep_sum);
    sum[i] = weighted;
    sums[lane] += fabsf(weighted);
  });
  return (lorac_adaptation_sums){lorac_sum_lanes(sums), lorac_sum_lanes(numerators), 0};
}

LORAC_CLONES
void lorac_move_adapted(
    float *restrict parameters, const float *restrict first, const float *restrict second, size_t count, float decay,
    float step, float epsilon) {
  for (size_t i = 0; i < count; i++) {
    float decayed = lorac_fused(parameters[i], decay, parameters[i]);
    parameters[i] = decayed + step * first[i] / (sqrtf(second[i]) + epsilon);
  }
}
