// Drawing on pictures of 8-bit RGB.

#include "lorac_canvas.h"

static ptrdiff_t least(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
static ptrdiff_t most(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }

// alpha·above + (1 - alpha)·below, rounded to nearest.
static uint8_t blended(unsigned above, unsigned below, unsigned alpha) {
  unsigned sum = above * alpha + below * (255 - alpha) + 128;
  return (uint8_t)(((sum >> 8) + sum) >> 8);
}

void lorac_canvas_fill(
  lorac_canvas canvas, ptrdiff_t left, ptrdiff_t top, ptrdiff_t width, ptrdiff_t height, const uint8_t colour[3],
  uint8_t alpha) {
  ptrdiff_t right = least(left + width, canvas.width), bottom = least(top + height, canvas.height);
  for (ptrdiff_t y = most(top, 0); y < bottom; y++) {
    for (ptrdiff_t x = most(left, 0); x < right; x++) {
      uint8_t *pixel = canvas.rgb + (y * canvas.width + x) * 3;
      for (int c = 0; c < 3; c++) pixel[c] = blended(colour[c], pixel[c], alpha);
    }
  }
}

void lorac_canvas_put(
  lorac_canvas canvas, ptrdiff_t left, ptrdiff_t top, const uint8_t *rgba, ptrdiff_t width, ptrdiff_t height) {
  ptrdiff_t right = least(left + width, canvas.width), bottom = least(top + height, canvas.height);
  for (ptrdiff_t y = most(top, 0); y < bottom; y++) {
    for (ptrdiff_t x = most(left, 0); x < right; x++) {
      uint8_t *pixel = canvas.rgb + (y * canvas.width + x) * 3;
      const uint8_t *from = rgba + ((y - top) * width + x - left) * 4;
      for (int c = 0; c < 3; c++) pixel[c] = blended(from[c], pixel[c], from[3]);
    }
  }
}
