#include "half.h"

#include "clones.h"
#include <string.h>

// A float16 without the help of the processor's own conversion is slow in the default copy only.
//
// A file need not align its numbers, so they are read as bytes.
LORAC_CLONES static void half_to_float(const char *restrict source, size_t count, float *restrict result) {
  for (size_t i = 0; i < count; i++) {
    _Float16 value;
    memcpy(&value, source + 2 * i, sizeof value);
    result[i] = (float)value;
  }
}

LORAC_CLONES static void bfloat_to_float(const char *restrict source, size_t count, float *restrict result) {
  for (size_t i = 0; i < count; i++) {
    uint16_t upper;
    memcpy(&upper, source + 2 * i, sizeof upper);
    const uint32_t bits = (uint32_t)upper << 16;
    memcpy(result + i, &bits, sizeof bits);
  }
}

void lorac_floats(const void *source, lorac_element_type type, size_t count, float *result) {
  switch (type) {
  case LORAC_FLOAT32:
    memcpy(result, source, count * sizeof(float));
    break;
  case LORAC_FLOAT16:
    half_to_float(source, count, result);
    break;
  case LORAC_BFLOAT16:
    bfloat_to_float(source, count, result);
    break;
  }
}

void lorac_add_by_tap(const float *source, size_t rows, size_t inputs, size_t taps, float *result) {
  for (size_t row = 0; row < rows; row++) {
    for (size_t input = 0; input < inputs; input++) {
      for (size_t tap = 0; tap < taps; tap++) {
        result[(row * inputs + input) * taps + tap] += source[(row * taps + tap) * inputs + input];
      }
    }
  }
}
