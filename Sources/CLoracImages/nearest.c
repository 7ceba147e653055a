// OpenCV 4's INTER_NEAREST_EXACT for 8-bit RGB: places of 16 binary places (imgproc/src/resize.cpp). OpenCV 5 computes
// them otherwise and takes other pixels where a ratio is not whole.

#include <stdlib.h>

#include "lorac_resize.h"

// The source pixel of a target pixel along one axis. OpenCV computes in 32 bits, which sides above 32767 exceed; what
// it does then is not followed.
static size_t place(size_t index, size_t source, size_t target) {
  int64_t step = (((int64_t)source << 16) + (int64_t)target / 2) / (int64_t)target;
  int64_t start = step / 2 - (int64_t)(source % 2);
  int64_t result = (step * (int64_t)index + start) >> 16;
  int64_t last = (int64_t)source - 1;
  return (size_t)(result < 0 ? 0 : result > last ? last : result);
}

bool lorac_resize_to_nearest(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height) {
  size_t *offsets = malloc(target_width * sizeof *offsets);
  if (offsets == NULL) return false;
  for (size_t x = 0; x < target_width; x++) offsets[x] = 3 * place(x, width, target_width);
  for (size_t y = 0; y < target_height; y++) {
    const uint8_t *row = source + place(y, height, target_height) * width * 3;
    for (size_t x = 0; x < target_width; x++, target += 3) {
      const uint8_t *pixel = row + offsets[x];
      target[0] = pixel[0];
      target[1] = pixel[1];
      target[2] = pixel[2];
    }
  }
  free(offsets);
  return true;
}
