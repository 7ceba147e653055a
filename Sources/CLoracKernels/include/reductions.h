#pragma once

#include <stddef.h>

/// The sum of the squares of `count` values, in double precision.
///
/// The order of additions depends on `count` alone, so the result is the same on every CPU.
double lorac_sum_of_squares(const float *values, size_t count);

/// The sum of `count` values, in double precision and in an order that depends on `count` alone.
double lorac_sum(const float *values, size_t count);

/// Multiplies `count` values by a factor, in place.
void lorac_scale(float *values, size_t count, float factor);

/// Adds `factor * addend`, rounded once, to `count` values in place. The two must not overlap.
void lorac_add_scaled(float *values, const float *addend, size_t count, float factor);
