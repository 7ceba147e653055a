#include "diffusion.h"

#include "clones.h"
#include "lanes.h"
#include <math.h>

LORAC_CLONES void lorac_mix(float a, const float *x, float b, const float *y, float *result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = a * x[i] + b * y[i];
  }
}

LORAC_CLONES void lorac_add_number(float *values, size_t count, float number) {
  for (size_t i = 0; i < count; i++) {
    values[i] += number;
  }
}

LORAC_CLONES double lorac_sum_of_squared_distances(const float *values, size_t count, double center) {
  double sums[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, {
    const double distance = (double)values[i] - center;
    sums[lane] += distance * distance;
  });
  return lorac_sum_lanes(sums);
}

void lorac_transpose_each(const float *x, float *result, size_t pictures, size_t rows, size_t columns) {
  for (size_t picture = 0; picture < pictures; picture++) {
    for (size_t row = 0; row < rows; row++) {
      for (size_t column = 0; column < columns; column++) {
        result[column * rows + row] = x[row * columns + column];
      }
    }
    x += rows * columns;
    result += rows * columns;
  }
}

LORAC_INLINE float distance(lorac_distance kind, float d, float c) {
  switch (kind) {
  case LORAC_SQUARED:
    return d * d;
  case LORAC_ABSOLUTE:
    return fabsf(d);
  case LORAC_HUBER:
    return 2 * c * (sqrtf(d * d + c * c) - c);
  case LORAC_SMOOTH:
    return 2 * (sqrtf(d * d + c * c) - c);
  }
}

LORAC_INLINE float slope(lorac_distance kind, float d, float c) {
  switch (kind) {
  case LORAC_SQUARED:
    return 2 * d;
  case LORAC_ABSOLUTE:
    return (float)(d > 0) - (float)(d < 0);
  case LORAC_HUBER:
    return 2 * c * (d / sqrtf(d * d + c * c));
  case LORAC_SMOOTH:
    return 2 * (d / sqrtf(d * d + c * c));
  }
}

LORAC_CLONES double lorac_total_distance(lorac_distance kind, const float *prediction, const float *target, float c,
                                         size_t count) {
  double sums[LORAC_LANES] = {0};
  LORAC_FOR_LANES(count, { sums[lane] += (double)distance(kind, prediction[i] - target[i], c); });
  return lorac_sum_lanes(sums);
}

LORAC_CLONES void lorac_distance_gradient(lorac_distance kind, const float *prediction, const float *target, float c,
                                          float factor, float *gradient, size_t count) {
  for (size_t i = 0; i < count; i++) {
    gradient[i] = factor * slope(kind, prediction[i] - target[i], c);
  }
}

typedef struct {
  size_t first, second;
  float weight_of_second;
} between;

// Between which two of `count` pixels the center of pixel `position` of `result_count` lies.
LORAC_INLINE between place(size_t position, size_t count, size_t result_count) {
  const float ratio = (float)count / (float)result_count;
  const float center = fmaxf(ratio * ((float)position + 0.5f) - 0.5f, 0);
  const size_t first = (size_t)center < count - 1 ? (size_t)center : count - 1;
  return (between){first, first + 1 < count ? first + 1 : first, center - (float)first};
}

LORAC_INLINE float blend(float x, float y, float weight) { return x * (1 - weight) + y * weight; }

void lorac_enlarge(const float *x, size_t planes, size_t rows, size_t columns, float *result, size_t result_rows,
                   size_t result_columns) {
  for (size_t plane = 0; plane < planes; plane++, x += rows * columns) {
    for (size_t row = 0; row < result_rows; row++, result += result_columns) {
      const between vertical = place(row, rows, result_rows);
      const float *upper = x + vertical.first * columns;
      const float *lower = x + vertical.second * columns;
      for (size_t column = 0; column < result_columns; column++) {
        const between horizontal = place(column, columns, result_columns);
        const size_t left = horizontal.first, right = horizontal.second;
        const float weight = horizontal.weight_of_second;
        const float above = blend(upper[left], upper[right], weight);
        const float below = blend(lower[left], lower[right], weight);
        result[column] = blend(above, below, vertical.weight_of_second);
      }
    }
  }
}
