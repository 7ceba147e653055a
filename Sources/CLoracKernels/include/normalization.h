#pragma once

#include <stdbool.h>
#include <stddef.h>

// The largest number of channels.
enum { LORAC_MAXIMUM_CHANNELS = 8192 };

// Group normalization of one picture, for the channels of some groups.
//
// x, result [rows][channels]; groups `first_group` to `end_group` of `channels / group_width` are computed; weight,
// bias [channels]; mean, deviation [groups] receive each group's mean and 1/sqrt(variance + epsilon).
// With `silu` the result is silu(normalized).
void lorac_group_normalize(const float *x, size_t rows, size_t channels, size_t group_width, size_t first_group,
                           size_t end_group, const float *weight, const float *bias, float epsilon, bool silu,
                           float *mean, float *deviation, float *result);

// dx = beta · dx + the derivative times dy, all [rows][channels]; mean and deviation as forward left them.
void lorac_group_normalize_backward(const float *x, const float *dy, size_t rows, size_t channels, size_t group_width,
                                    size_t first_group, size_t end_group, const float *weight, const float *bias,
                                    bool silu, const float *mean, const float *deviation, float beta, float *dx);

// Layer normalization: each row of x [rows][width] by itself; mean, deviation [rows].
void lorac_layer_normalize(const float *x, size_t rows, size_t width, const float *weight, const float *bias,
                           float epsilon, float *mean, float *deviation, float *result);

// dx = beta · dx + the derivative times dy, all [rows][width].
void lorac_layer_normalize_backward(const float *x, const float *dy, size_t rows, size_t width, const float *weight,
                                    const float *mean, const float *deviation, float beta, float *dx);
