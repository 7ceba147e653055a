#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "step_size_adaptation.h"

// D-Adapted Adan, which also averages the differences between successive gradients. All arrays hold `count` elements of
// one tensor and must not overlap.

/// The states of one tensor.
typedef struct {
  float *first;
  float *difference;
  float *second;
  float *sum;
  /// The gradient before; the caller sets it.
  float *previous;
} lorac_adan_states;

/// First pass: `factors` as for Adam, `keep_difference` and `take_difference` for the mean of differences.
///
/// With `uses_inner_product` the numerator is g·s/denominator before this gradient, else s²/denominator after it; the
/// counterweight is g²/denominator after it.
lorac_adaptation_sums lorac_adapt_adan(
    const float *gradients, lorac_adan_states states, size_t count, lorac_adaptation factors, float keep_difference,
    float take_difference, bool uses_inner_product);

/// Second pass: multiplies the parameters by `decay`, subtracts (first + `weight` * difference) / (sqrt(second) +
/// epsilon), and divides by `shrinkage`.
void lorac_move_adan(
    float *parameters, lorac_adan_states states, size_t count, float weight, float epsilon, float decay,
    float shrinkage);
