#include "elementwise.h"

#include "clones.h"

LORAC_CLONES void lorac_add(const float *restrict a, const float *restrict b, float *restrict result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = a[i] + b[i];
  }
}

LORAC_CLONES void lorac_multiply(const float *restrict a, const float *restrict b, float *restrict result,
                                 size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = a[i] * b[i];
  }
}

LORAC_CLONES void lorac_accumulate(float alpha, const float *restrict x, float beta, float *restrict y, size_t count) {
  if (beta == 0) {
    for (size_t i = 0; i < count; i++) {
      y[i] = alpha * x[i];
    }
  } else {
    for (size_t i = 0; i < count; i++) {
      y[i] = beta * y[i] + alpha * x[i];
    }
  }
}

void lorac_accumulate_rows(float alpha, const float *x, size_t x_stride, float beta, float *y, size_t y_stride,
                           size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++) {
    lorac_accumulate(alpha, x + row * x_stride, beta, y + row * y_stride, width);
  }
}

LORAC_CLONES static void add_to(const float *restrict vector, float *restrict y, size_t width) {
  for (size_t i = 0; i < width; i++) {
    y[i] += vector[i];
  }
}

void lorac_add_vector(const float *vector, float *y, size_t rows, size_t width, size_t stride) {
  for (size_t row = 0; row < rows; row++) {
    add_to(vector, y + row * stride, width);
  }
}

void lorac_sum_rows(const float *x, size_t rows, size_t width, float beta, float *result) {
  for (size_t i = 0; i < width; i++) {
    result[i] = beta == 0 ? 0 : beta * result[i];
  }
  for (size_t row = 0; row < rows; row++) {
    add_to(x + row * width, result, width);
  }
}
