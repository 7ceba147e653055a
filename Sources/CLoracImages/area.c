// OpenCV's INTER_AREA for shrinking 8-bit RGB, with its order of operations (imgproc/src/resize.cpp): sums of whole
// pixels where both ratios are whole numbers, else single-precision weights.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lorac_resize.h"

// What one source pixel adds to one target pixel.
typedef struct share {
  size_t source, target;
  float weight;
} share;

// Fills `shares` (at most source + 2·target) for one axis; returns how many there are.
static size_t find_shares(size_t source, size_t target, double scale, share *shares) {
  size_t count = 0;
  for (size_t i = 0; i < target; i++) {
    double from = (double)i * scale, to = from + scale;
    double width = fmin(scale, (double)source - from);
    long last = (long)floor(to);
    if (last > (long)source - 1) last = (long)source - 1;
    long first = (long)ceil(from);
    if (first > last) first = last;
    if ((double)first - from > 1e-3) {
      shares[count++] = (share){(size_t)first - 1, i, (float)(((double)first - from) / width)};
    }
    for (long j = first; j < last; j++) shares[count++] = (share){(size_t)j, i, (float)(1.0 / width)};
    if (to - (double)last > 1e-3) {
      shares[count++] = (share){(size_t)last, i, (float)(fmin(fmin(to - (double)last, 1.0), width) / width)};
    }
  }
  return count;
}

// To the nearest, ties to even.
static uint8_t rounded(float value) {
  long nearest = lrintf(value);
  return (uint8_t)(nearest < 0 ? 0 : nearest > 255 ? 255 : nearest);
}

static void average_blocks(
  const uint8_t *source, size_t width, uint8_t *target, size_t target_width, size_t target_height, size_t across,
  size_t down) {
  float scale = 1.0f / (float)(across * down);
  // OpenCV has integer code for 2×2, which rounds halves up.
  bool halves = across == 2 && down == 2;
  for (size_t y = 0; y < target_height; y++) {
    for (size_t x = 0; x < target_width; x++, target += 3) {
      const uint8_t *block = source + (y * down * width + x * across) * 3;
      for (size_t c = 0; c < 3; c++) {
        int sum = 0;
        for (size_t i = 0; i < down; i++) {
          for (size_t j = 0; j < across; j++) sum += block[(i * width + j) * 3 + c];
        }
        target[c] = halves ? (uint8_t)((sum + 2) >> 2) : rounded((float)sum * scale);
      }
    }
  }
}

typedef struct axis {
  share *shares;
  size_t count;
} axis;

static axis make_axis(size_t source, size_t target, double scale) {
  axis result = {malloc((source + 2 * target) * sizeof(share)), 0};
  if (result.shares != NULL) result.count = find_shares(source, target, scale, result.shares);
  return result;
}

static void weigh(
  const uint8_t *source, size_t width, uint8_t *target, size_t target_width, axis across, axis down, float *row,
  float *sum) {
  size_t values = target_width * 3;
  size_t current = down.count > 0 ? down.shares[0].target : 0;
  memset(sum, 0, values * sizeof *sum);
  for (size_t i = 0; i < down.count; i++) {
    share vertical = down.shares[i];
    const uint8_t *pixels = source + vertical.source * width * 3;
    memset(row, 0, values * sizeof *row);
    for (size_t j = 0; j < across.count; j++) {
      share horizontal = across.shares[j];
      const uint8_t *pixel = pixels + horizontal.source * 3;
      float *value = row + horizontal.target * 3;
      for (size_t c = 0; c < 3; c++) value[c] += (float)pixel[c] * horizontal.weight;
    }
    if (vertical.target != current) {
      for (size_t k = 0; k < values; k++) target[current * values + k] = rounded(sum[k]);
      for (size_t k = 0; k < values; k++) sum[k] = vertical.weight * row[k];
      current = vertical.target;
    } else {
      for (size_t k = 0; k < values; k++) sum[k] += vertical.weight * row[k];
    }
  }
  for (size_t k = 0; k < values; k++) target[current * values + k] = rounded(sum[k]);
}

bool lorac_shrink_by_area(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height) {
  // As OpenCV computes them, with two divisions.
  double across = 1.0 / ((double)target_width / (double)width);
  double down = 1.0 / ((double)target_height / (double)height);
  double whole_across = rint(across), whole_down = rint(down);
  if (fabs(across - whole_across) < 2.220446049250313e-16 && fabs(down - whole_down) < 2.220446049250313e-16) {
    average_blocks(source, width, target, target_width, target_height, (size_t)whole_across, (size_t)whole_down);
    return true;
  }
  axis columns = make_axis(width, target_width, across), rows = make_axis(height, target_height, down);
  float *buffers = malloc(target_width * 6 * sizeof *buffers);
  bool has_memory = columns.shares != NULL && rows.shares != NULL && buffers != NULL;
  if (has_memory) {
    weigh(source, width, target, target_width, columns, rows, buffers, buffers + target_width * 3);
  }
  free(columns.shares);
  free(rows.shares);
  free(buffers);
  return has_memory;
}
