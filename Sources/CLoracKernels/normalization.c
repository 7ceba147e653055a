#include "normalization.h"

#include "clones.h"
#include "exponential.h"
#include <math.h>

// Sums run in float32 over this many rows, then in float64: exact enough for the largest picture, and fast.
enum { ROWS_PER_SUM = 128 };

LORAC_CLONES static void add_row(const float *restrict x, float *restrict sum, size_t width) {
  for (size_t i = 0; i < width; i++) {
    sum[i] += x[i];
  }
}

LORAC_CLONES static void add_squares(const float *restrict x, const float *restrict mean, float *restrict sum,
                                     size_t width) {
  for (size_t i = 0; i < width; i++) {
    const float d = x[i] - mean[i];
    sum[i] += d * d;
  }
}

// Subtracting the center first loses nothing where it is much larger than the deviation.
LORAC_INLINE float normalized(float x, float center, float scale, float shift) {
  return (x - center) * scale + shift;
}

LORAC_CLONES static void scale_row(const float *restrict x, const float *restrict center, const float *restrict scale,
                                   const float *restrict shift, float *restrict result, size_t width) {
  for (size_t i = 0; i < width; i++) {
    result[i] = normalized(x[i], center[i], scale[i], shift[i]);
  }
}

LORAC_CLONES static void scale_row_silu(const float *restrict x, const float *restrict center,
                                        const float *restrict scale, const float *restrict shift,
                                        float *restrict result, size_t width) {
  for (size_t i = 0; i < width; i++) {
    const float y = normalized(x[i], center[i], scale[i], shift[i]);
    result[i] = y * lorac_sigmoid(y);
  }
}

static void add_to_totals(float *sum, double *total, size_t width) {
  for (size_t i = 0; i < width; i++) {
    total[i] += sum[i];
    sum[i] = 0;
  }
}

// The channels' totals, each group's sum put back into its channels.
static void totals_of_groups(double *total, size_t width, size_t group_width) {
  for (size_t start = 0; start < width; start += group_width) {
    double sum = 0;
    for (size_t i = 0; i < group_width; i++) {
      sum += total[start + i];
    }
    for (size_t i = 0; i < group_width; i++) {
      total[start + i] = sum;
    }
  }
}

void lorac_group_normalize(const float *x, size_t rows, size_t channels, size_t group_width, size_t first_group,
                           size_t end_group, const float *weight, const float *bias, float epsilon, bool silu,
                           float *mean, float *deviation, float *result) {
  const size_t first = first_group * group_width;
  const size_t width = (end_group - first_group) * group_width;
  float sum[LORAC_MAXIMUM_CHANNELS], center[LORAC_MAXIMUM_CHANNELS], scale[LORAC_MAXIMUM_CHANNELS];
  double total[LORAC_MAXIMUM_CHANNELS];
  const double count = (double)rows * (double)group_width;

  for (size_t i = 0; i < width; i++) {
    sum[i] = 0;
    total[i] = 0;
  }
  for (size_t row = 0; row < rows; row++) {
    add_row(x + row * channels + first, sum, width);
    if ((row + 1) % ROWS_PER_SUM == 0) {
      add_to_totals(sum, total, width);
    }
  }
  add_to_totals(sum, total, width);
  totals_of_groups(total, width, group_width);
  for (size_t i = 0; i < width; i++) {
    center[i] = (float)(total[i] / count);
    total[i] = 0;
  }

  for (size_t row = 0; row < rows; row++) {
    add_squares(x + row * channels + first, center, sum, width);
    if ((row + 1) % ROWS_PER_SUM == 0) {
      add_to_totals(sum, total, width);
    }
  }
  add_to_totals(sum, total, width);
  totals_of_groups(total, width, group_width);
  for (size_t i = 0; i < width; i++) {
    const float inverse = (float)(1.0 / sqrt(total[i] / count + (double)epsilon));
    if (i % group_width == 0) {
      mean[first_group + i / group_width] = center[i];
      deviation[first_group + i / group_width] = inverse;
    }
    scale[i] = inverse * weight[first + i];
  }

  for (size_t row = 0; row < rows; row++) {
    const size_t at = row * channels + first;
    if (silu) {
      scale_row_silu(x + at, center, scale, bias + first, result + at, width);
    } else {
      scale_row(x + at, center, scale, bias + first, result + at, width);
    }
  }
}

// The gradient of what normalization gives, before a SiLU.
LORAC_INLINE float before_silu(float dy, float y) {
  return dy * lorac_gated_derivative(1.0f, y);
}

LORAC_CLONES static void add_gradient_sums(const float *restrict x, const float *restrict dy,
                                           const float *restrict scale, const float *restrict shift,
                                           const float *restrict center, bool silu, float *restrict sum,
                                           float *restrict product, size_t width) {
  if (silu) {
    for (size_t i = 0; i < width; i++) {
      const float g = before_silu(dy[i], normalized(x[i], center[i], scale[i], shift[i]));
      sum[i] += g;
      product[i] += g * (x[i] - center[i]);
    }
  } else {
    for (size_t i = 0; i < width; i++) {
      sum[i] += dy[i];
      product[i] += dy[i] * (x[i] - center[i]);
    }
  }
}

// dx = a · g - b - c · (x - center)
LORAC_CLONES static void write_gradient(const float *restrict x, const float *restrict dy, const float *restrict scale,
                                        const float *restrict shift, const float *restrict center,
                                        const float *restrict b, const float *restrict c, bool silu, float beta,
                                        float *restrict dx, size_t width) {
  for (size_t i = 0; i < width; i++) {
    const float g = silu ? before_silu(dy[i], normalized(x[i], center[i], scale[i], shift[i])) : dy[i];
    const float value = scale[i] * g - b[i] - c[i] * (x[i] - center[i]);
    dx[i] = beta == 0 ? value : beta * dx[i] + value;
  }
}

void lorac_group_normalize_backward(const float *x, const float *dy, size_t rows, size_t channels, size_t group_width,
                                    size_t first_group, size_t end_group, const float *weight, const float *bias,
                                    bool silu, const float *mean, const float *deviation, float beta, float *dx) {
  const size_t first = first_group * group_width;
  const size_t width = (end_group - first_group) * group_width;
  float scale[LORAC_MAXIMUM_CHANNELS], center[LORAC_MAXIMUM_CHANNELS];
  float sum[LORAC_MAXIMUM_CHANNELS], product[LORAC_MAXIMUM_CHANNELS];
  double sums[LORAC_MAXIMUM_CHANNELS], products[LORAC_MAXIMUM_CHANNELS];
  const double count = (double)rows * (double)group_width;

  for (size_t i = 0; i < width; i++) {
    const size_t group = first_group + i / group_width;
    center[i] = mean[group];
    scale[i] = deviation[group] * weight[first + i];
    sum[i] = product[i] = 0;
    sums[i] = products[i] = 0;
  }
  for (size_t row = 0; row < rows; row++) {
    const size_t at = row * channels + first;
    add_gradient_sums(x + at, dy + at, scale, bias + first, center, silu, sum, product, width);
    if ((row + 1) % ROWS_PER_SUM == 0) {
      add_to_totals(sum, sums, width);
      add_to_totals(product, products, width);
    }
  }
  add_to_totals(sum, sums, width);
  add_to_totals(product, products, width);
  for (size_t i = 0; i < width; i++) {
    sums[i] *= weight[first + i];
    products[i] *= weight[first + i];
  }
  totals_of_groups(sums, width, group_width);
  totals_of_groups(products, width, group_width);
  for (size_t i = 0; i < width; i++) {
    const double inverse = deviation[first_group + i / group_width];
    sum[i] = (float)(inverse * sums[i] / count);
    product[i] = (float)(inverse * inverse * inverse * products[i] / count);
  }
  for (size_t row = 0; row < rows; row++) {
    const size_t at = row * channels + first;
    write_gradient(x + at, dy + at, scale, bias + first, center, sum, product, silu, beta, dx + at, width);
  }
}

LORAC_CLONES static float sum_of(const float *restrict x, size_t width) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (size_t i = 0; i < width; i++) {
    sum += x[i];
  }
  return sum;
}

LORAC_CLONES static float sum_of_squares(const float *restrict x, float center, size_t width) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (size_t i = 0; i < width; i++) {
    sum += (x[i] - center) * (x[i] - center);
  }
  return sum;
}

LORAC_CLONES static void normalize_row(const float *restrict x, float center, float inverse,
                                       const float *restrict weight, const float *restrict bias,
                                       float *restrict result, size_t width) {
  for (size_t i = 0; i < width; i++) {
    result[i] = (x[i] - center) * inverse * weight[i] + bias[i];
  }
}

void lorac_layer_normalize(const float *x, size_t rows, size_t width, const float *weight, const float *bias,
                           float epsilon, float *mean, float *deviation, float *result) {
  for (size_t row = 0; row < rows; row++) {
    const float *values = x + row * width;
    const float center = sum_of(values, width) / (float)width;
    const float variance = sum_of_squares(values, center, width) / (float)width;
    const float inverse = 1.0f / sqrtf(variance + epsilon);
    normalize_row(values, center, inverse, weight, bias, result + row * width, width);
    mean[row] = center;
    deviation[row] = inverse;
  }
}

LORAC_CLONES static void gradient_sums(const float *restrict x, const float *restrict dy, const float *restrict weight,
                                       float center, float *sum, float *product, size_t width) {
#pragma clang fp reassociate(on)
  float s = 0, p = 0;
  for (size_t i = 0; i < width; i++) {
    const float g = dy[i] * weight[i];
    s += g;
    p += g * (x[i] - center);
  }
  *sum = s;
  *product = p;
}

LORAC_CLONES static void layer_gradient_row(const float *restrict x, const float *restrict dy,
                                            const float *restrict weight, float center, float inverse, float b,
                                            float c, float beta, float *restrict dx, size_t width) {
  for (size_t i = 0; i < width; i++) {
    const float value = inverse * dy[i] * weight[i] - b - c * (x[i] - center);
    dx[i] = beta == 0 ? value : beta * dx[i] + value;
  }
}

void lorac_layer_normalize_backward(const float *x, const float *dy, size_t rows, size_t width, const float *weight,
                                    const float *mean, const float *deviation, float beta, float *dx) {
  for (size_t row = 0; row < rows; row++) {
    const size_t at = row * width;
    const float inverse = deviation[row];
    float sum, product;
    gradient_sums(x + at, dy + at, weight, mean[row], &sum, &product, width);
    const float b = inverse * sum / (float)width;
    const float c = inverse * inverse * inverse * product / (float)width;
    layer_gradient_row(x + at, dy + at, weight, mean[row], inverse, b, c, beta, dx + at, width);
  }
}
