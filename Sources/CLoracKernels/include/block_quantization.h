#pragma once

#include <stddef.h>
#include <stdint.h>

#include "gradient_descent.h"

// States in 8 bits as bitsandbytes keeps them: blocks of 256 elements in the order of PyTorch's layout, each with the
// largest absolute value of its block and one code per element.

enum { LORAC_QUANTIZATION_BLOCK = 256, LORAC_CODE_COUNT = 256, LORAC_CODE_LOOKUP_COUNT = 65536 };

/// For each of 65536 steps from -1 to 1 the code nearest to it; `values` are the 256 ascending values of the codes.
void lorac_fill_code_lookup(const float *values, uint8_t *lookup);

/// A state of `count` elements: one code for each, one scale for each block.
typedef struct {
  uint8_t *codes;
  float *scales;
  /// The values of the 256 codes.
  const float *values;
  /// What `lorac_fill_code_lookup` made of them.
  const uint8_t *lookup;
} lorac_quantized;

/// Brings codes back to numbers.
void lorac_dequantize(lorac_quantized state, float *numbers, size_t count);

/// Replaces a state by numbers.
void lorac_quantize(lorac_quantized state, const float *numbers, size_t count);

/// AdamW whose moments are kept in 8 bits.
void lorac_adamw_quantized(
    float *parameters, const float *gradients, lorac_quantized first, lorac_quantized second, size_t count,
    lorac_adam_step step);

/// Lion whose average is kept in 8 bits.
void lorac_lion_quantized(
    float *parameters, const float *gradients, lorac_quantized average, size_t count, float decay, float beta1,
    float weight1, float beta2, float weight2, float rate);

/// Momentum whose velocity is kept in 8 bits.
void lorac_momentum_quantized(
    float *parameters, const float *gradients, lorac_quantized velocity, size_t count, lorac_momentum_step step);
