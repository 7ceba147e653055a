#pragma once

#include <stddef.h>

/// The sum of the squares of the product of two matrices, up (`outputs` × `rank`) and down (`rank` × `inputs`).
///
/// The product itself is not formed: the sum is the trace of the product of the two Gram matrices. `scratch` holds
/// 2 × `rank` × `rank` numbers. The order of down's columns does not matter.
double lorac_product_sum_of_squares(
    const float *up, const float *down, size_t outputs, size_t rank, size_t inputs, double *scratch);
