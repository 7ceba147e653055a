// OpenCV's INTER_LINEAR for 8-bit RGB, and what its INTER_AREA becomes where a side grows: weights of 11 binary places
// (imgproc/src/resize.cpp).

#include <math.h>
#include <stdlib.h>

#include "lorac_resize.h"

enum { ONE = 2048 };

// The two source pixels of a target pixel and their weights.
typedef struct blend {
  size_t first, second;
  int first_weight, second_weight;
} blend;

static blend blend_at(size_t index, size_t source, size_t target, bool by_area, bool is_column) {
  double inverse = (double)target / (double)source, scale = 1.0 / inverse;
  long place;
  float share;
  if (by_area) {
    place = (long)floor((double)index * scale);
    share = (float)((double)(index + 1) - (double)(place + 1) * inverse);
    share = share <= 0 ? 0.0f : share - floorf(share);
  } else {
    share = (float)(((double)index + 0.5) * scale - 0.5);
    place = (long)floorf(share);
    share -= (float)place;
  }
  long last = (long)source - 1;
  // Beyond an edge a column has the edge's value; a row has it twice, with both weights.
  if (is_column && (place < 0 || place >= last)) share = 0.0f;
  long next = place + 1;
  place = place < 0 ? 0 : place > last ? last : place;
  next = next < 0 ? 0 : next > last ? last : next;
  return (blend){
    (size_t)place, (size_t)next, (int)lrintf((1.0f - share) * ONE), (int)lrintf(share * ONE)};
}

static void blend_columns(const uint8_t *source, const blend *blends, size_t count, int *target) {
  for (size_t x = 0; x < count; x++, target += 3) {
    blend b = blends[x];
    const uint8_t *first = source + b.first * 3, *second = source + b.second * 3;
    for (size_t c = 0; c < 3; c++) target[c] = first[c] * b.first_weight + second[c] * b.second_weight;
  }
}

bool lorac_resize_linearly(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height,
  bool by_area) {
  // OpenCV takes the mean of 2×2 instead.
  if (!by_area && width == 2 * target_width && height == 2 * target_height) {
    return lorac_shrink_by_area(source, width, height, target, target_width, target_height);
  }
  size_t values = target_width * 3;
  blend *columns = malloc(target_width * sizeof *columns);
  int *buffer = malloc(2 * values * sizeof *buffer);
  bool has_memory = columns != NULL && buffer != NULL;
  for (size_t x = 0; has_memory && x < target_width; x++) {
    columns[x] = blend_at(x, width, target_width, by_area, true);
  }
  // The source rows in the two halves of the buffer.
  size_t held[2] = {SIZE_MAX, SIZE_MAX};
  for (size_t y = 0; has_memory && y < target_height; y++, target += values) {
    blend b = blend_at(y, height, target_height, by_area, false);
    int *rows[2];
    for (int i = 0; i < 2; i++) {
      size_t row = i == 0 ? b.first : b.second;
      // Rows alternate between the halves, so that neighbours are held together.
      rows[i] = buffer + (row % 2) * values;
      if (held[row % 2] == row) continue;
      blend_columns(source + row * width * 3, columns, target_width, rows[i]);
      held[row % 2] = row;
    }
    for (size_t k = 0; k < values; k++) {
      int sum = ((rows[0][k] >> 4) * b.first_weight >> 16) + ((rows[1][k] >> 4) * b.second_weight >> 16);
      target[k] = (uint8_t)((sum + 2) >> 2);
    }
  }
  free(columns);
  free(buffer);
  return has_memory;
}
