// Pixels of 8 bits to the numbers that a model takes.

#ifndef LORAC_PIXELS_H
#define LORAC_PIXELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// `count` pixels of red, green and blue to numbers by `tables`: 256 for red, then green, then blue.
//
// `reversed` writes blue first; `planar` writes all of one color before the next.
void lorac_pixel_numbers(
  const uint8_t *rgb, size_t count, const float *tables, bool reversed, bool planar, float *target);

// 0 where all numbers are equal, else 255·(x - least)/(greatest - least), cut to whole numbers; NaN is 0.
//
// The result is written three times, as red, green and blue.
void lorac_stretch_to_bytes(const float *source, size_t count, uint8_t *rgb);

// 1/(1 + exp(-x)) of each number.
void lorac_sigmoid(float *numbers, size_t count);

// `mask` out of pixels that stand three times each.
void lorac_first_of_three(const uint8_t *rgb, size_t count, uint8_t *mask);

// The pixels with alpha multiplied by `mask`, to the nearest.
void lorac_multiply_alpha(const uint8_t *rgba, const uint8_t *mask, size_t count, uint8_t *target);

#endif
