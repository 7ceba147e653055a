// What pictures of 8-bit RGBA are like: their brightness, and how sharp they are.

#ifndef LORAC_INSPECTION_H
#define LORAC_INSPECTION_H

#include <stddef.h>
#include <stdint.h>

// Brightness of each pixel over white, 0 to 255, by the weights of BT.601: Pillow's convert("L") of an opaque picture.
void lorac_brightness(const uint8_t *rgba, size_t pixels, uint8_t *brightness);

// How many pixels have each brightness; those that are more transparent than not are left out.
void lorac_brightness_counts(const uint8_t *rgba, const uint8_t *brightness, size_t pixels, uint64_t counts[256]);

// The variance of the Laplacian (neighbours above, below, left and right) and that of the brightness itself in each cell
// of a grid of `columns` × `rows` over the picture, whose outermost pixels are left out. Both sides are at least 3; cells
// without pixels get 0.
void lorac_laplacian_variances(
  const uint8_t *brightness, size_t width, size_t height, size_t columns, size_t rows, double *variances,
  double *contrasts);

#endif
