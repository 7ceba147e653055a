#pragma once

#include <stddef.h>

// result[i] = a · x[i] + b · y[i]; result may be x or y.
void lorac_mix(float a, const float *x, float b, const float *y, float *result, size_t count);

// values[i] += number
void lorac_add_number(float *values, size_t count, float number);

// The sum of (values[i] - center)², in double precision; its order depends on `count` alone.
double lorac_sum_of_squared_distances(const float *values, size_t count, double center);

// x [pictures][rows][columns] → result [pictures][columns][rows]. Rows as channels and columns as pixels: from channels
// first to channels last; the other way round, back.
void lorac_transpose_each(const float *x, float *result, size_t pictures, size_t rows, size_t columns);

typedef enum {
  LORAC_SQUARED = 0,  // d²
  LORAC_ABSOLUTE = 1, // |d|
  LORAC_HUBER = 2,    // 2 c (√(d² + c²) - c)
  LORAC_SMOOTH = 3    // 2 (√(d² + c²) - c)
} lorac_distance;

// With d = prediction - target, the sum of the distances in double precision.
double lorac_total_distance(lorac_distance kind, const float *prediction, const float *target, float c, size_t count);

// gradient[i] = factor · the distance's derivative at d[i].
void lorac_distance_gradient(lorac_distance kind, const float *prediction, const float *target, float c, float factor,
                             float *gradient, size_t count);

// Enlarges each plane bilinearly: x [planes][rows][columns] → result [planes][result_rows][result_columns].
//
// Pixel centers lie at halves and what is outside repeats the border: torch.nn.functional.interpolate, mode bilinear,
// align_corners false.
void lorac_enlarge(const float *x, size_t planes, size_t rows, size_t columns, float *result, size_t result_rows,
                   size_t result_columns);
