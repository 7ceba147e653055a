#include "lorac_onnx.h"

#include <string.h>

void lorac_onnx_to_half(const float *source, size_t count, uint16_t *target) {
  for (size_t i = 0; i < count; i++) {
    _Float16 value = (_Float16)source[i];
    memcpy(target + i, &value, sizeof value);
  }
}

void lorac_onnx_from_half(const uint16_t *source, size_t count, float *target) {
  for (size_t i = 0; i < count; i++) {
    _Float16 value;
    memcpy(&value, source + i, sizeof value);
    target[i] = (float)value;
  }
}

void lorac_onnx_from_double(const double *source, size_t count, float *target) {
  for (size_t i = 0; i < count; i++) target[i] = (float)source[i];
}
