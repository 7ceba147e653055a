#pragma once

#include <stddef.h>

// Steps of optimizers that estimate the step size from sums over all parameters (D-Adaptation, Prodigy). The first pass
// updates the states and returns a tensor's part of the sums; the second moves the parameters. All arrays hold `count`
// elements of one tensor and must not overlap. Sums are in double precision, in an order that depends on `count` alone.

/// The factors of moving averages: each is multiplied by `keep…`, and the gradient is added `take…` times.
typedef struct {
  float keep_first, take_first;
  float keep_second, take_second;
  float keep_sum, take_sum;
  float epsilon;
} lorac_adaptation;

/// A tensor's part of the sums; each optimizer says what it puts there.
typedef struct {
  /// Of the weighted sum of gradients `s`: the sum of |s|.
  double size;
  /// What grows the estimate.
  double numerator;
  /// What shrinks it; only the preprint's form of D-Adaptation has it.
  double counterweight;
} lorac_adaptation_sums;

/// First pass of the preprint's D-Adapted Adam: numerator s²/denominator, counterweight g²/denominator.
lorac_adaptation_sums lorac_adapt_adam_preprint(
    const float *gradients, float *first, float *second, float *sum, size_t count, lorac_adaptation factors);

/// First pass of D-Adapted Adam: numerator g·s/denominator, with the denominator before this gradient.
lorac_adaptation_sums lorac_adapt_adam(
    const float *gradients, float *first, float *second, float *sum, size_t count, lorac_adaptation factors);

/// The only pass of D-Adapted Lion: numerator sign·s. `keep_second` and `take_second` make the sign, `rate` moves.
lorac_adaptation_sums lorac_adapt_lion(
    float *parameters, const float *gradients, float *average, float *sum, size_t count, float decay, float rate,
    lorac_adaptation factors);

/// First pass of Prodigy: numerator g·(start - parameters). `first` is NULL without a first moment.
///
/// `start` and `sum` hold every `stride`-th element only, beginning with the first.
lorac_adaptation_sums lorac_adapt_prodigy(
    const float *parameters, const float *gradients, const float *start, float *first, float *second, float *sum,
    size_t count, size_t stride, lorac_adaptation factors);

/// Second pass: adds `decay * parameters`, then `step * first / (sqrt(second) + epsilon)`.
void lorac_move_adapted(
    float *parameters, const float *first, const float *second, size_t count, float decay, float step, float epsilon);
