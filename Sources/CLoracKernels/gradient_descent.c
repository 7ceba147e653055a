#include "include/gradient_descent.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

// PyTorch's lerp: from the nearer end, so that it is exact at both.
LORAC_INLINE float lerp(float start, float end, float weight) {
  float difference = end - start;
  return fabsf(weight) < 0.5f ? lorac_fused(weight, difference, start) : lorac_fused(weight - 1, difference, end);
}

LORAC_INLINE void adamw(
    float *restrict parameters, const float *restrict gradients, float *restrict first, float *restrict second,
    float *restrict largest, size_t count, lorac_adam_step step) {
  for (size_t i = 0; i < count; i++) {
    float gradient = gradients[i];
    float mean = lerp(first[i], gradient, step.weight1);
    float square = lorac_fused(step.weight2 * gradient, gradient, second[i] * step.beta2);
    first[i] = mean;
    second[i] = square;
    if (largest) {
      square = square > largest[i] ? square : largest[i];
      largest[i] = square;
    }
    float divisor = sqrtf(square) / step.correction + step.epsilon;
    parameters[i] = parameters[i] * step.decay + step.step * mean / divisor;
  }
}

LORAC_CLONES
void lorac_adamw(
    float *parameters, const float *gradients, float *first, float *second, float *largest, size_t count,
    lorac_adam_step step) {
  if (largest)
    adamw(parameters, gradients, first, second, largest, count, step);
  else
    adamw(parameters, gradients, first, second, NULL, count, step);
}

LORAC_CLONES
void lorac_adamw_bitsandbytes(
    float *restrict parameters, const float *restrict gradients, float *restrict first, float *restrict second,
    size_t count, lorac_adam_step step) {
  for (size_t i = 0; i < count; i++) {
    float gradient = gradients[i];
    float mean = lorac_fused(gradient, step.weight1, first[i] * step.beta1);
    float square = lorac_fused(step.weight2 * gradient, gradient, second[i] * step.beta2);
    first[i] = mean;
    second[i] = square;
    float update = mean / (sqrtf(square) + step.epsilon);
    parameters[i] = lorac_fused(update, step.step, parameters[i] * step.decay);
  }
}

LORAC_CLONES
void lorac_lion(
    float *restrict parameters, const float *restrict gradients, float *restrict average, size_t count, float decay,
    float beta1, float weight1, float beta2, float weight2, float rate) {
  for (size_t i = 0; i < count; i++) {
    float gradient = gradients[i];
    float direction = lorac_sign(lorac_fused(gradient, weight1, average[i] * beta1));
    parameters[i] = lorac_fused(direction, -rate, parameters[i] * decay);
    average[i] = lorac_fused(gradient, weight2, average[i] * beta2);
  }
}

LORAC_CLONES
void lorac_momentum(
    float *restrict parameters, const float *restrict gradients, float *restrict velocity, size_t count,
    lorac_momentum_step step) {
  for (size_t i = 0; i < count; i++) {
    float gradient = lorac_fused(parameters[i], step.weight_decay, gradients[i]);
    float speed = step.is_first ? gradient : lorac_fused(gradient, step.weight, velocity[i] * step.momentum);
    velocity[i] = speed;
    float update = step.is_nesterov ? lorac_fused(speed, step.momentum, gradient) : speed;
    parameters[i] = lorac_fused(update, -step.rate, parameters[i]);
  }
}
