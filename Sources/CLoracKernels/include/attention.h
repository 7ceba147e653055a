#pragma once

#include <stddef.h>

// Turns scores [rows][columns] into softmax(scale · scores) in place, rows `stride` apart.
//
// Row r sees only the first `visible + r` columns (at most all; the others become 0): pass `columns` where every column
// is seen. logarithms [rows] receive the logarithm of each row's sum of exponentials.
void lorac_softmax(float *scores, size_t rows, size_t columns, size_t stride, float scale, size_t visible,
                   float *logarithms);

// The same, from the logarithms that an earlier call kept.
void lorac_softmax_again(float *scores, size_t rows, size_t columns, size_t stride, float scale, size_t visible,
                         const float *logarithms);

// gradient = scale · probability · (gradient - Σ over the head of output · output gradient), in place.
//
// probabilities, gradient [rows][columns] with rows `stride` apart; output, output_gradient [rows][width] with rows
// `output_stride` apart.
void lorac_softmax_backward(const float *probabilities, float *gradient, size_t rows, size_t columns, size_t stride,
                            const float *output, const float *output_gradient, size_t output_stride, size_t width,
                            float scale);
