#include "elementwise.h"

#include "clones.h"

LORAC_CLONES void lorac_add(const float *restrict a, const float *restrict b, float *restrict result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = a[i] + b[i];
  }
}

LORAC_CLONES void lorac_multiply(const float *restrict x, float *restrict y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    y[i] *= x[i];
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

// Sums of sums keep the error small however many rows there are.
enum { ROWS_PER_SUM = 64, COLUMNS_PER_SUM = 256 };

static void sum_columns(const float *x, size_t rows, size_t width, size_t stride, float beta, float *result) {
  double total[COLUMNS_PER_SUM] = {0};
  for (size_t first = 0; first < rows; first += ROWS_PER_SUM) {
    const size_t end = first + ROWS_PER_SUM < rows ? first + ROWS_PER_SUM : rows;
    float sum[COLUMNS_PER_SUM] = {0};
    for (size_t row = first; row < end; row++) {
      add_to(x + row * stride, sum, width);
    }
    for (size_t i = 0; i < width; i++) {
      total[i] += sum[i];
    }
  }
  for (size_t i = 0; i < width; i++) {
    result[i] = beta == 0 ? (float)total[i] : beta * result[i] + (float)total[i];
  }
}

void lorac_sum_rows(const float *x, size_t rows, size_t width, float beta, float *result) {
  for (size_t first = 0; first < width; first += COLUMNS_PER_SUM) {
    const size_t columns = width - first < COLUMNS_PER_SUM ? width - first : COLUMNS_PER_SUM;
    sum_columns(x + first, rows, columns, width, beta, result + first);
  }
}
