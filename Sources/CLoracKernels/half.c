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

static const void *at(const void *source, lorac_element_type type, size_t index) {
  return (const char *)source + index * (type == LORAC_FLOAT32 ? 4 : 2);
}

// One row of a convolution is converted at a time, into memory that stays in the nearest cache.
enum { CHUNK = 64 };

LORAC_CLONES static void separate_taps(const float *restrict values, size_t count, size_t taps, float *restrict result,
                                       size_t tap_stride) {
  for (size_t tap = 0; tap < taps; tap++) {
    float *restrict row = result + tap * tap_stride;
    for (size_t i = 0; i < count; i++) {
      row[i] = values[i * taps + tap];
    }
  }
}

static void convert_taps(const void *source, lorac_element_type type, size_t first, size_t count, size_t taps,
                         float *result, size_t tap_stride) {
  float values[CHUNK * LORAC_MAXIMUM_TAPS];
  for (size_t done = 0; done < count; done += CHUNK) {
    const size_t now = count - done < CHUNK ? count - done : CHUNK;
    lorac_floats(at(source, type, (first + done) * taps), type, now * taps, values);
    separate_taps(values, now, taps, result + done, tap_stride);
  }
}

void lorac_weights_by_output(const void *source, lorac_element_type type, size_t inputs, size_t taps, size_t first,
                             size_t end, float *result) {
  if (taps == 1) {
    lorac_floats(at(source, type, first * inputs), type, (end - first) * inputs, result);
    return;
  }
  for (size_t output = first; output < end; output++) {
    convert_taps(source, type, output * inputs, inputs, taps, result + (output - first) * taps * inputs, inputs);
  }
}

void lorac_weights_by_input(const void *source, lorac_element_type type, size_t outputs, size_t inputs, size_t taps,
                            size_t first, size_t end, float *result) {
  const size_t width = end - first;
  for (size_t output = 0; output < outputs; output++) {
    if (taps == 1) {
      lorac_floats(at(source, type, output * inputs + first), type, width, result + output * width);
    } else {
      convert_taps(source, type, output * inputs + first, width, taps, result + output * width, outputs * width);
    }
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
