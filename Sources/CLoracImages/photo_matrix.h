// Colours of a profile that is no more than a curve for each channel and a matrix, as those of screens and cameras are:
// the same as Little CMS finds, but for one level of rounding, and several times faster.

#ifndef LORAC_PHOTO_MATRIX_H
#define LORAC_PHOTO_MATRIX_H

#include <lcms2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LORAC_ENCODED_STEPS = 16384 };

typedef struct lorac_colour_matrix {
  // Light by each channel's level, and how it mixes to that of sRGB's channels.
  float light[3][256];
  float matrix[3][3];
  // The level of sRGB for light from 0 to 1.
  int32_t encoded[LORAC_ENCODED_STEPS + 1];
} lorac_colour_matrix;

// Whether `from` is such a profile; fills in `matrix` for the way to `srgb`.
bool lorac_find_matrix(cmsHPROFILE from, cmsHPROFILE srgb, lorac_colour_matrix *matrix);

// Converts pixels of four bytes in place; the fourth stays.
void lorac_apply_matrix(const lorac_colour_matrix *matrix, uint8_t *rgba, size_t pixels);

#endif
