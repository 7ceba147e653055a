// Simple loops over pictures of four bytes a pixel.

#include "lorac_rgba.h"

#include <string.h>

#include "../CLoracKernels/clones.h"

enum { MOST_SUMS = 4096 };

// Sums of one cell's rows and columns. Columns are walked in parts whose sums fit the stack.
LORAC_CLONES static void average_rows(
  const uint8_t *source, size_t width, size_t rows, uint8_t *target, size_t target_width) {
  uint32_t sums[MOST_SUMS];
  size_t x = 0;
  uint64_t cell[4] = {0};
  size_t column = 0, end = width / target_width;
  size_t count = 0;
  while (x < width) {
    size_t part = width - x < MOST_SUMS / 4 ? width - x : MOST_SUMS / 4;
    for (size_t k = 0; k < part * 4; k++) sums[k] = 0;
    for (size_t y = 0; y < rows; y++) {
      const uint8_t *row = source + (y * width + x) * 4;
      for (size_t k = 0; k < part * 4; k++) sums[k] += row[k];
    }
    for (size_t i = 0; i < part; i++, x++) {
      for (size_t c = 0; c < 4; c++) cell[c] += sums[4 * i + c];
      count += rows;
      if (x + 1 < end) continue;
      for (size_t c = 0; c < 4; c++) {
        target[4 * column + c] = (uint8_t)((cell[c] + count / 2) / count);
        cell[c] = 0;
      }
      count = 0;
      column++;
      end = (column + 1) * width / target_width;
    }
  }
}

void lorac_rgba_average(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height) {
  for (size_t y = 0; y < target_height; y++) {
    size_t first = y * height / target_height, end = (y + 1) * height / target_height;
    average_rows(source + first * width * 4, width, end - first, target + y * target_width * 4, target_width);
  }
}

// The pixel at column `x` and row `y` of the target lies at `origin + x·across + y·down` of the source. Squares of 16
// pixels, so that a turned picture does not miss the cache at every pixel.
static void walk(
  const uint32_t *source, uint32_t *target, size_t width, size_t height, ptrdiff_t origin, ptrdiff_t across,
  ptrdiff_t down) {
  enum { SIDE = 16 };
  for (size_t top = 0; top < height; top += SIDE) {
    size_t bottom = top + SIDE < height ? top + SIDE : height;
    for (size_t left = 0; left < width; left += SIDE) {
      size_t right = left + SIDE < width ? left + SIDE : width;
      for (size_t y = top; y < bottom; y++) {
        const uint32_t *from = source + origin + (ptrdiff_t)y * down;
        for (size_t x = left; x < right; x++) target[y * width + x] = from[(ptrdiff_t)x * across];
      }
    }
  }
}

void lorac_rgba_orient(const uint8_t *source, size_t width, size_t height, int orientation, uint8_t *target) {
  const uint32_t *from = (const uint32_t *)(const void *)source;
  uint32_t *to = (uint32_t *)(void *)target;
  ptrdiff_t w = (ptrdiff_t)width, h = (ptrdiff_t)height, last = w * h - 1;
  switch (orientation) {
    case 2: walk(from, to, width, height, w - 1, -1, w); break;
    case 3: walk(from, to, width, height, last, -1, -w); break;
    case 4: walk(from, to, width, height, last - w + 1, 1, -w); break;
    case 5: walk(from, to, height, width, 0, w, 1); break;
    case 6: walk(from, to, height, width, last - w + 1, -w, 1); break;
    case 7: walk(from, to, height, width, last, -w, -1); break;
    case 8: walk(from, to, height, width, w - 1, w, -1); break;
    default: memcpy(target, source, width * height * 4);
  }
}

LORAC_CLONES void lorac_rgba_compose(const uint8_t *source, size_t pixels, const uint8_t colour[3], uint8_t *rgb) {
  for (size_t i = 0; i < pixels; i++, source += 4, rgb += 3) {
    unsigned alpha = source[3];
    for (int c = 0; c < 3; c++) {
      unsigned sum = source[c] * alpha + colour[c] * (255 - alpha) + 128;
      rgb[c] = (uint8_t)(((sum >> 8) + sum) >> 8);
    }
  }
}

void lorac_rgba_drop_alpha(const uint8_t *source, size_t pixels, uint8_t *rgb) {
  for (size_t i = 0; i < pixels; i++, source += 4, rgb += 3) {
    rgb[0] = source[0];
    rgb[1] = source[1];
    rgb[2] = source[2];
  }
}

void lorac_rgba_from_rgb(const uint8_t *rgb, size_t pixels, uint8_t *rgba) {
  for (size_t i = 0; i < pixels; i++, rgb += 3, rgba += 4) {
    rgba[0] = rgb[0];
    rgba[1] = rgb[1];
    rgba[2] = rgb[2];
    rgba[3] = 255;
  }
}

LORAC_CLONES bool lorac_rgba_shows_through(const uint8_t *source, size_t pixels) {
  uint8_t all = 255;
  for (size_t i = 0; i < pixels; i++) all &= source[4 * i + 3];
  return all != 255;
}
