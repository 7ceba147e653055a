#pragma once

#include <stddef.h>

// result[i] = a[i] + b[i]
void lorac_add(const float *a, const float *b, float *result, size_t count);

// y[i] = y[i] · x[i]
void lorac_multiply(const float *x, float *y, size_t count);

// y[i] = beta · y[i] + alpha · x[i]; with beta 0 what stood in y does not count.
void lorac_accumulate(float alpha, const float *x, float beta, float *y, size_t count);

// Rows of `width` numbers that lie `stride` apart: y[r][i] = beta · y[r][i] + alpha · x[r][i].
void lorac_accumulate_rows(float alpha, const float *x, size_t x_stride, float beta, float *y, size_t y_stride,
                           size_t rows, size_t width);

// y[r][i] += vector[i], y [rows][width] with rows `stride` apart.
void lorac_add_vector(const float *vector, float *y, size_t rows, size_t width, size_t stride);

// result[i] = beta · result[i] + Σ over rows of x[r][i], x [rows][width].
void lorac_sum_rows(const float *x, size_t rows, size_t width, float beta, float *result);
