#pragma once

#include <stddef.h>

// Adafactor's second moments. A tensor is `batches` matrices of `rows` × `columns`, row-major; its moments are kept as
// `batches` × `rows` means over the columns and `batches` × `columns` means over the rows.

/// Updates the factored moments and writes gradient / sqrt(moment) to `update`, which has the tensor's shape.
///
/// `scratch` holds `columns` numbers. `keep` and `take` weigh the old moments and the new squares plus `epsilon`.
void lorac_factored_update(
    const float *gradients, float *row_means, float *column_means, float *update, double *scratch, size_t batches,
    size_t rows, size_t columns, float keep, float take, float epsilon);

/// The same for a tensor of `count` elements without factors.
void lorac_unfactored_update(
    const float *gradients, float *squares, float *update, size_t count, float keep, float take, float epsilon);

/// Divides the update by `divisor`, multiplies it by `rate`, takes the mean with `average` (NULL without one), and
/// subtracts it from the parameters after adding `decay * parameters`.
void lorac_apply_update(
    float *parameters, const float *update, float *average, size_t count, float divisor, float rate, float keep,
    float take, float decay);
