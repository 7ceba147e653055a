#pragma once

#include <stdbool.h>
#include <stddef.h>

// Steps of optimizers that need nothing but their own elements. All arrays hold `count` elements of one tensor, or of
// any part of it; they must not overlap. Numbers are rounded to float where PyTorch rounds them.

/// What one step of AdamW needs besides the tensors.
typedef struct {
  /// 1 - rate * weight decay.
  float decay;
  float beta1;
  /// 1 - beta1.
  float weight1;
  float beta2;
  /// 1 - beta2.
  float weight2;
  /// The square root of the bias correction of the second moment.
  float correction;
  float epsilon;
  /// What the quotient of the moments is multiplied by: the negative rate, corrected.
  float step;
} lorac_adam_step;

/// torch.optim.AdamW. `largest` is the running maximum of AMSGrad, or NULL.
void lorac_adamw(
    float *parameters, const float *gradients, float *first, float *second, float *largest, size_t count,
    lorac_adam_step step);

/// AdamW with 32-bit states as bitsandbytes computes it: epsilon is already multiplied by the correction.
void lorac_adamw_bitsandbytes(
    float *parameters, const float *gradients, float *first, float *second, size_t count, lorac_adam_step step);

/// Lion: the sign of one mean moves the parameters, another is kept.
void lorac_lion(
    float *parameters, const float *gradients, float *average, size_t count, float decay, float beta1, float weight1,
    float beta2, float weight2, float rate);

/// What one step of gradient descent with momentum needs besides the tensors.
typedef struct {
  float weight_decay;
  float momentum;
  /// 1 - dampening.
  float weight;
  float rate;
  /// Whether the velocity starts with this gradient.
  bool is_first;
  bool is_nesterov;
} lorac_momentum_step;

/// Stochastic gradient descent with momentum, with or without Nesterov's correction.
void lorac_momentum(
    float *parameters, const float *gradients, float *velocity, size_t count, lorac_momentum_step step);
