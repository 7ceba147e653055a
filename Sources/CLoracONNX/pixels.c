#include "lorac_pixels.h"

#include <math.h>

void lorac_pixel_numbers(
  const uint8_t *rgb, size_t count, const float *tables, bool reversed, bool planar, float *target) {
  size_t pixel = planar ? 1 : 3, color = planar ? count : 1;
  for (size_t c = 0; c < 3; c++) {
    const float *table = tables + 256 * c;
    float *to = target + color * (reversed ? 2 - c : c);
    for (size_t i = 0; i < count; i++) to[i * pixel] = table[rgb[3 * i + c]];
  }
}

void lorac_stretch_to_bytes(const float *source, size_t count, uint8_t *rgb) {
  float least = INFINITY, greatest = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    if (source[i] < least) least = source[i];
    if (source[i] > greatest) greatest = source[i];
  }
  float range = greatest - least;
  for (size_t i = 0; i < count; i++) {
    float value = range > 0 ? (source[i] - least) / range * 255.0f : 0;
    uint8_t byte = value >= 255 ? 255 : value > 0 ? (uint8_t)value : 0;
    rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = byte;
  }
}

void lorac_sigmoid(float *numbers, size_t count) {
  for (size_t i = 0; i < count; i++) numbers[i] = 1.0f / (1.0f + expf(-numbers[i]));
}

void lorac_first_of_three(const uint8_t *rgb, size_t count, uint8_t *mask) {
  for (size_t i = 0; i < count; i++) mask[i] = rgb[3 * i];
}

void lorac_multiply_alpha(const uint8_t *rgba, const uint8_t *mask, size_t count, uint8_t *target) {
  for (size_t i = 0; i < count; i++) {
    for (size_t c = 0; c < 3; c++) target[4 * i + c] = rgba[4 * i + c];
    target[4 * i + 3] = (uint8_t)((rgba[4 * i + 3] * (uint32_t)mask[i] + 127) / 255);
  }
}
