// What pictures are like: whole numbers throughout, so that every CPU finds the same.

#include "lorac_inspection.h"

#include <string.h>

void lorac_brightness(const uint8_t *rgba, size_t pixels, uint8_t *brightness) {
  for (size_t i = 0; i < pixels; i++) {
    const uint8_t *pixel = rgba + 4 * i;
    uint32_t value = (pixel[0] * 19595u + pixel[1] * 38470u + pixel[2] * 7471u + 0x8000u) >> 16;
    uint32_t alpha = pixel[3];
    brightness[i] = (uint8_t)((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

void lorac_brightness_counts(const uint8_t *rgba, const uint8_t *brightness, size_t pixels, uint64_t counts[256]) {
  memset(counts, 0, 256 * sizeof *counts);
  for (size_t i = 0; i < pixels; i++) {
    if (rgba[4 * i + 3] >= 128) counts[brightness[i]]++;
  }
}

static double variance(int64_t sum, int64_t squares, int64_t count) {
  if (count == 0) return 0;
  double mean = (double)sum / (double)count;
  return (double)squares / (double)count - mean * mean;
}

void lorac_laplacian_variances(
  const uint8_t *brightness, size_t width, size_t height, size_t columns, size_t rows, double *variances,
  double *contrasts) {
  for (size_t row = 0; row < rows; row++) {
    size_t top = 1 + (height - 2) * row / rows, bottom = 1 + (height - 2) * (row + 1) / rows;
    for (size_t column = 0; column < columns; column++) {
      size_t left = 1 + (width - 2) * column / columns, right = 1 + (width - 2) * (column + 1) / columns;
      int64_t sum = 0, squares = 0, level_sum = 0, level_squares = 0;
      for (size_t y = top; y < bottom; y++) {
        const uint8_t *here = brightness + y * width, *above = here - width, *below = here + width;
        for (size_t x = left; x < right; x++) {
          int32_t value = above[x] + below[x] + here[x - 1] + here[x + 1] - 4 * here[x];
          sum += value;
          squares += (int64_t)value * value;
          level_sum += here[x];
          level_squares += (int64_t)here[x] * here[x];
        }
      }
      int64_t count = (int64_t)((bottom - top) * (right - left));
      variances[row * columns + column] = variance(sum, squares, count);
      contrasts[row * columns + column] = variance(level_sum, level_squares, count);
    }
  }
}
