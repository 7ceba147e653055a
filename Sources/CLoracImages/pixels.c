#include "lorac_resize.h"

void lorac_normalize(const uint8_t *bytes, size_t count, float *target) {
  for (size_t i = 0; i < count; i++) target[i] = ((float)bytes[i] / 255.0f - 0.5f) / 0.5f;
}

void lorac_flip(const uint8_t *source, size_t width, size_t height, uint8_t *target) {
  for (size_t y = 0; y < height; y++, source += width * 3) {
    for (size_t x = width; x-- > 0; target += 3) {
      target[0] = source[3 * x];
      target[1] = source[3 * x + 1];
      target[2] = source[3 * x + 2];
    }
  }
}
