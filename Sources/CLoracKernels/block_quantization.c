#include "include/block_quantization.h"

#include <math.h>

#include "clones.h"
#include "lanes.h"

enum { BLOCK = LORAC_QUANTIZATION_BLOCK };

void lorac_fill_code_lookup(const float *values, uint8_t *lookup) {
  int code = 0;
  for (int i = 0; i < LORAC_CODE_LOOKUP_COUNT; i++) {
    float place = -1.0f + (2.0f * (float)i) / (float)(LORAC_CODE_LOOKUP_COUNT - 1);
    while (code < LORAC_CODE_COUNT - 1 && 0.5f * (values[code] + values[code + 1]) < place) code++;
    lookup[i] = (uint8_t)code;
  }
}

LORAC_INLINE void dequantize_block(lorac_quantized state, size_t block, float *numbers, size_t count) {
  const uint8_t *codes = state.codes + block * BLOCK;
  float scale = state.scales[block];
  for (size_t i = 0; i < count; i++) numbers[i] = state.values[codes[i]] * scale;
}

LORAC_INLINE void quantize_block(lorac_quantized state, size_t block, const float *numbers, size_t count) {
  uint8_t *codes = state.codes + block * BLOCK;
  float largest = 0;
  for (size_t i = 0; i < count; i++) {
    float size = fabsf(numbers[i]);
    largest = size > largest ? size : largest;
  }
  state.scales[block] = largest;
  if (largest == 0) {
    for (size_t i = 0; i < count; i++) codes[i] = 0;
    return;
  }
  float inverse = 1.0f / largest;
  int32_t places[BLOCK];
  for (size_t i = 0; i < count; i++) {
    float place = numbers[i] * inverse;
    // Written so that not-a-number becomes a place in the table too.
    place = place > -1.0f ? place : -1.0f;
    place = place < 1.0f ? place : 1.0f;
    places[i] = (int32_t)lorac_fused((place + 1.0f) * 0.5f, (float)(LORAC_CODE_LOOKUP_COUNT - 1), 0.5f);
  }
  for (size_t i = 0; i < count; i++) codes[i] = state.lookup[places[i]];
}

#define FOR_BLOCKS(count, body)                                           \
  for (size_t block = 0, start = 0; start < (count); block++, start += BLOCK) { \
    size_t size = (count) - start < BLOCK ? (count) - start : BLOCK;      \
    body                                                                  \
  }

LORAC_CLONES
void lorac_dequantize(lorac_quantized state, float *numbers, size_t count) {
  FOR_BLOCKS(count, { dequantize_block(state, block, numbers + start, size); })
}

LORAC_CLONES
void lorac_quantize(lorac_quantized state, const float *numbers, size_t count) {
  FOR_BLOCKS(count, { quantize_block(state, block, numbers + start, size); })
}

LORAC_CLONES
void lorac_adamw_quantized(
    float *restrict parameters, const float *restrict gradients, lorac_quantized first, lorac_quantized second,
    size_t count, lorac_adam_step step) {
  float means[BLOCK], squares[BLOCK];
  FOR_BLOCKS(count, {
    dequantize_block(first, block, means, size);
    dequantize_block(second, block, squares, size);
    for (size_t i = 0; i < size; i++) {
      float gradient = gradients[start + i];
      means[i] = lorac_fused(gradient, step.weight1, means[i] * step.beta1);
      squares[i] = lorac_fused(step.weight2 * gradient, gradient, squares[i] * step.beta2);
      float divisor = sqrtf(squares[i]) / step.correction + step.epsilon;
      parameters[start + i] = parameters[start + i] * step.decay + step.step * means[i] / divisor;
    }
    quantize_block(first, block, means, size);
    quantize_block(second, block, squares, size);
  })
}

LORAC_CLONES
void lorac_lion_quantized(
    float *restrict parameters, const float *restrict gradients, lorac_quantized average, size_t count, float decay,
    float beta1, float weight1, float beta2, float weight2, float rate) {
  float means[BLOCK];
  FOR_BLOCKS(count, {
    dequantize_block(average, block, means, size);
    for (size_t i = 0; i < size; i++) {
      float gradient = gradients[start + i];
      float direction = lorac_sign(means[i] * beta1 + gradient * weight1);
      parameters[start + i] = lorac_fused(direction, -rate, parameters[start + i] * decay);
      means[i] = lorac_fused(gradient, weight2, means[i] * beta2);
    }
    quantize_block(average, block, means, size);
  })
}

LORAC_CLONES
void lorac_momentum_quantized(
    float *restrict parameters, const float *restrict gradients, lorac_quantized velocity, size_t count,
    lorac_momentum_step step) {
  float speeds[BLOCK];
  FOR_BLOCKS(count, {
    dequantize_block(velocity, block, speeds, size);
    for (size_t i = 0; i < size; i++) {
      float gradient = lorac_fused(parameters[start + i], step.weight_decay, gradients[start + i]);
      speeds[i] = step.is_first ? gradient : speeds[i] * step.momentum + gradient;
      parameters[start + i] = lorac_fused(speeds[i], -step.rate, parameters[start + i]);
    }
    quantize_block(velocity, block, speeds, size);
  })
}
