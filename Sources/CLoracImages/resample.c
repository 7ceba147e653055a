// Pillow's resampling of 8-bit RGB (libImaging/Resample.c): columns first, then rows, with weights of 22 binary
// places and a result of 8 bits after each.

#include <stdlib.h>
#include <string.h>

#include "resample_weights.h"

enum { PLACES = LORAC_WEIGHT_PLACES };

static uint8_t clipped(int32_t sum) {
  int32_t value = sum >> PLACES;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static void resample_columns(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, const lorac_weights *table) {
  for (size_t y = 0; y < height; y++, source += width * 3) {
    for (size_t x = 0; x < target_width; x++, target += 3) {
      const uint8_t *pixel = source + table->first[x] * 3;
      const int32_t *weight = table->values + x * table->size;
      int32_t red = 1 << (PLACES - 1), green = red, blue = red;
      for (size_t j = 0; j < table->count[x]; j++, pixel += 3) {
        red += pixel[0] * weight[j];
        green += pixel[1] * weight[j];
        blue += pixel[2] * weight[j];
      }
      target[0] = clipped(red);
      target[1] = clipped(green);
      target[2] = clipped(blue);
    }
  }
}

static void resample_rows(
  const uint8_t *source, size_t width, uint8_t *target, size_t target_height, const lorac_weights *table, int32_t *sums) {
  size_t values = width * 3;
  for (size_t y = 0; y < target_height; y++, target += values) {
    for (size_t k = 0; k < values; k++) sums[k] = 1 << (PLACES - 1);
    for (size_t j = 0; j < table->count[y]; j++) {
      const uint8_t *row = source + (table->first[y] + j) * values;
      int32_t weight = table->values[y * table->size + j];
      for (size_t k = 0; k < values; k++) sums[k] += row[k] * weight;
    }
    for (size_t k = 0; k < values; k++) target[k] = clipped(sums[k]);
  }
}

// One pass: along rows if `columns`, else along columns. Returns false without memory.
static bool pass(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t size, bool columns,
  lorac_filter filter) {
  lorac_weights table;
  size_t length = columns ? width : height;
  if (!lorac_find_weights(&table, length, 0, (double)length, size, filter)) return false;
  bool has_memory = true;
  if (columns) {
    resample_columns(source, width, height, target, size, &table);
  } else {
    int32_t *sums = malloc(width * 3 * sizeof *sums);
    has_memory = sums != NULL;
    if (has_memory) resample_rows(source, width, target, size, &table, sums);
    free(sums);
  }
  lorac_free_weights(&table);
  return has_memory;
}

bool lorac_resample(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height,
  lorac_filter filter) {
  if (width == target_width && height == target_height) {
    memcpy(target, source, width * height * 3);
    return true;
  }
  if (height == target_height) return pass(source, width, height, target, target_width, true, filter);
  if (width == target_width) return pass(source, width, height, target, target_height, false, filter);
  // Since Pillow 13 rows are first where the height shrinks by more than twice what the width does.
  int64_t less_width = (int64_t)width - (int64_t)target_width, less_height = (int64_t)height - (int64_t)target_height;
  bool rows_first = less_height > 0 && less_height > 2 * less_width;
  uint8_t *between = malloc(rows_first ? width * target_height * 3 : target_width * height * 3);
  if (between == NULL) return false;
  bool has_memory = rows_first ? pass(source, width, height, between, target_height, false, filter)
                                   && pass(between, width, target_height, target, target_width, true, filter)
                               : pass(source, width, height, between, target_width, true, filter)
                                   && pass(between, target_width, height, target, target_height, false, filter);
  free(between);
  return has_memory;
}
