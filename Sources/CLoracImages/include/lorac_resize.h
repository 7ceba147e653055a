// Resizing of 8-bit RGB, bit by bit as OpenCV and Pillow do it, and the step to numbers.
//
// Pictures are `height` rows of `width` pixels of 3 bytes; all sides are at least 1. Functions that return bool
// return false where there is no memory, and then leave the target in any state.

#ifndef LORAC_RESIZE_H
#define LORAC_RESIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum lorac_filter {
  LORAC_FILTER_LANCZOS,
  LORAC_FILTER_BOX,
  LORAC_FILTER_BICUBIC,
} lorac_filter;

// cv2.resize(…, interpolation=cv2.INTER_AREA); no side may grow.
bool lorac_shrink_by_area(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height);

// cv2.resize(…, interpolation=cv2.INTER_LINEAR), or cv2.INTER_AREA if `by_area`, where a side must grow.
bool lorac_resize_linearly(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height,
  bool by_area);

// cv2.resize(…, interpolation=cv2.INTER_NEAREST_EXACT) of OpenCV 4.
bool lorac_resize_to_nearest(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height);

// Pillow's Image.resize with the filter of that name, any size to any size.
bool lorac_resample(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height,
  lorac_filter filter);

// The picture with left and right exchanged.
void lorac_flip(const uint8_t *source, size_t width, size_t height, uint8_t *target);

// The `count` bytes of a picture as numbers from -1 to 1, as (value/255 - 0.5)/0.5 in single precision.
void lorac_normalize(const uint8_t *bytes, size_t count, float *target);

#endif
