#pragma once

#include <stddef.h>

// Sums that are kept side by side, so that the compiler can add several at once without changing their order. The order
// of additions depends on the number of values alone, so a sum is the same on every CPU.
enum { LORAC_LANES = 16 };

// Runs `body`, which may use `i` and adds to `sums[lane]`, for each i below count.
#define LORAC_FOR_LANES(count, body)                                      \
  do {                                                                    \
    size_t whole_ = (count) - (count) % LORAC_LANES;                      \
    for (size_t base_ = 0; base_ < whole_; base_ += LORAC_LANES)          \
      for (size_t lane = 0; lane < LORAC_LANES; lane++) {                 \
        size_t i = base_ + lane;                                          \
        body                                                              \
      }                                                                   \
    for (size_t lane = 0; lane < (count) - whole_; lane++) {              \
      size_t i = whole_ + lane;                                           \
      body                                                                \
    }                                                                     \
  } while (0)

// The sum of all lanes; their contents are lost.
static inline double lorac_sum_lanes(double *lanes) {
  for (size_t width = LORAC_LANES / 2; width > 0; width /= 2)
    for (size_t lane = 0; lane < width; lane++) lanes[lane] += lanes[lane + width];
  return lanes[0];
}

// `a * b + c` rounded once, as PyTorch's kernels compute it on any CPU of the last ten years.
static inline __attribute__((always_inline)) float lorac_fused(float a, float b, float c) {
  return __builtin_fmaf(a, b, c);
}

static inline __attribute__((always_inline)) float lorac_sign(float value) {
  return (float)((value > 0) - (value < 0));
}
