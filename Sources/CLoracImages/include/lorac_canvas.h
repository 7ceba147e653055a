// Drawing on pictures of 8-bit RGB, cut at their edges.

#ifndef LORAC_CANVAS_H
#define LORAC_CANVAS_H

#include <stddef.h>
#include <stdint.h>

typedef struct lorac_canvas {
  uint8_t *rgb;
  ptrdiff_t width, height;
} lorac_canvas;

// Covers a rectangle with a colour; `alpha` 255 hides what was there.
void lorac_canvas_fill(
  lorac_canvas canvas, ptrdiff_t left, ptrdiff_t top, ptrdiff_t width, ptrdiff_t height, const uint8_t colour[3],
  uint8_t alpha);

// Puts a picture of RGBA on the canvas, over what is there.
void lorac_canvas_put(
  lorac_canvas canvas, ptrdiff_t left, ptrdiff_t top, const uint8_t *rgba, ptrdiff_t width, ptrdiff_t height);

#endif
