#pragma once

#include <stddef.h>
#include <stdint.h>

/// Writes `count` numbers in center ± spread from a SplitMix64 that begins at `state`.
void lorac_test_seeded_numbers(uint64_t state, size_t count, double spread, double center, float *_Nonnull numbers);

/// Rounds `count` finite numbers below 65504 to half precision, ties to even.
void lorac_test_halves(const float *_Nonnull numbers, size_t count, uint16_t *_Nonnull halves);

/// The sum of products, in double precision.
double lorac_test_product(const float *_Nonnull left, const float *_Nonnull right, size_t count);
