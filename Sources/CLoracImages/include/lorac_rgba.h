// Pictures of 8-bit RGBA with straight alpha: turned, cut and scaled, composed, counted.
//
// `height` rows of `width` pixels of 4 bytes without padding; all sides are at least 1. Functions that return bool return
// false where there is no memory, and then leave the target in any state. All give the same bytes on every CPU.

#ifndef LORAC_RGBA_H
#define LORAC_RGBA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Pillow's Image.resize(size, LANCZOS, box=box) of the mode RGBA, bit by bit: the part of the picture between the edges
// left, top, right, bottom, which may lie within pixels. With `has_alpha` colours weigh by their alpha.
bool lorac_rgba_resample(
  const uint8_t *source, size_t width, size_t height, bool has_alpha, const float box[4], uint8_t *target,
  size_t target_width, size_t target_height);

// The mean of each cell of a grid of target_width × target_height over the picture, no larger than it: a fast, coarse
// reduction. Cells meet at whole pixels.
void lorac_rgba_average(
  const uint8_t *source, size_t width, size_t height, uint8_t *target, size_t target_width, size_t target_height);

// The picture as EXIF's `orientation` (1 to 8) shows it; above 4 the target is `height` wide and `width` high.
void lorac_rgba_orient(const uint8_t *source, size_t width, size_t height, int orientation, uint8_t *target);

// The picture over one colour, as 3 bytes per pixel; a·x + (1-a)·c, rounded to nearest.
void lorac_rgba_compose(const uint8_t *source, size_t pixels, const uint8_t colour[3], uint8_t *rgb);

// Red, green and blue without alpha.
void lorac_rgba_drop_alpha(const uint8_t *source, size_t pixels, uint8_t *rgb);

// Opaque pixels from 3 bytes each.
void lorac_rgba_from_rgb(const uint8_t *rgb, size_t pixels, uint8_t *rgba);

// Whether any pixel is not opaque.
bool lorac_rgba_shows_through(const uint8_t *source, size_t pixels);

#endif
