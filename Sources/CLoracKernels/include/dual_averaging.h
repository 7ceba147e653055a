#pragma once

#include <stddef.h>

#include "step_size_adaptation.h"

// D-Adaptation for gradient descent and AdaGrad: parameters are the start minus the weighted sum of gradients. All arrays
// hold `count` elements of one tensor and must not overlap.

/// First pass of D-Adapted gradient descent: adds `rate * gradients` to the sum. Size s², numerator g·s before.
lorac_adaptation_sums lorac_adapt_descent(const float *gradients, float *sum, size_t count, float rate);

/// First pass of D-Adapted AdaGrad: `squares` gathers squared gradients. All three sums are weighted by the root of
/// `squares` plus epsilon; size |s| and numerator s² are what they grew by, counterweight is g².
lorac_adaptation_sums lorac_adapt_adagrad(
    const float *gradients, float *squares, float *sum, size_t count, float rate, float epsilon);

/// Second pass: a mean of the parameters and of `start - sum / (sqrt(squares) + epsilon)`, the latter of this weight.
///
/// `squares` is NULL for gradient descent, which does not divide.
void lorac_move_averaged(
    float *parameters, const float *start, const float *sum, const float *squares, size_t count, float epsilon,
    float keep, float weight);
