#include "include/factored_moments.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

LORAC_CLONES
void lorac_factored_update(
    const float *restrict gradients, float *restrict row_means, float *restrict column_means, float *restrict update,
    double *restrict scratch, size_t batches, size_t rows, size_t columns, float keep, float take, float epsilon) {
  for (size_t batch = 0; batch < batches; batch++) {
    const float *matrix = gradients + batch * rows * columns;
    float *row_mean = row_means + batch * rows;
    float *column_mean = column_means + batch * columns;
    for (size_t column = 0; column < columns; column++) scratch[column] = 0;
    double row_total = 0;
    for (size_t row = 0; row < rows; row++) {
      const float *values = matrix + row * columns;
      double sums[LORAC_LANES] = {0};
      LORAC_FOR_LANES(columns, {
        float square = values[i] * values[i] + epsilon;
        sums[lane] += square;
        scratch[i] += square;
      });
      float mean = (float)(lorac_sum_lanes(sums) / (double)columns);
      row_mean[row] = lorac_fused(mean, take, row_mean[row] * keep);
      row_total += row_mean[row];
    }
    for (size_t column = 0; column < columns; column++) {
      float mean = (float)(scratch[column] / (double)rows);
      column_mean[column] = lorac_fused(mean, take, column_mean[column] * keep);
    }
    float mean_of_rows = (float)(row_total / (double)rows);
    float *updates = update + batch * rows * columns;
    for (size_t row = 0; row < rows; row++) {
      float row_factor = 1.0f / sqrtf(row_mean[row] / mean_of_rows);
      for (size_t column = 0; column < columns; column++) {
        size_t i = row * columns + column;
        updates[i] = row_factor * (1.0f / sqrtf(column_mean[column])) * matrix[i];
      }
    }
  }
}

LORAC_CLONES
void lorac_unfactored_update(
    const float *restrict gradients, float *restrict squares, float *restrict update, size_t count, float keep,
    float take, float epsilon) {
  for (size_t i = 0; i < count; i++) {
    float square = gradients[i] * gradients[i] + epsilon;
    squares[i] = lorac_fused(square, take, squares[i] * keep);
    update[i] = 1.0f / sqrtf(squares[i]) * gradients[i];
  }
}

LORAC_INLINE void apply(
    float *restrict parameters, const float *restrict update, float *restrict average, size_t count, float divisor,
    float rate, float keep, float take, float decay) {
  for (size_t i = 0; i < count; i++) {
    float change = update[i] / divisor * rate;
    if (average) {
      change = lorac_fused(change, take, average[i] * keep);
      average[i] = change;
    }
    parameters[i] = lorac_fused(parameters[i], decay, parameters[i]) - change;
  }
}

LORAC_CLONES
void lorac_apply_update(
    float *parameters, const float *update, float *average, size_t count, float divisor, float rate, float keep,
    float take, float decay) {
  if (average)
    apply(parameters, update, average, count, divisor, rate, keep, take, decay);
  else
    apply(parameters, update, NULL, count, divisor, rate, keep, take, decay);
}
