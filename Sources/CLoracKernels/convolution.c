#include "convolution.h"

#include "clones.h"
#include "half.h"
#include <stdbool.h>
#include <string.h>

// The pixel along an axis that a tap reads, or -1.
static long source_of(size_t pixel, size_t tap, const lorac_patches *shape, size_t size) {
  const long n = (long)(pixel * shape->stride + tap) - (long)shape->padding;
  return n < 0 || n >= (long)size ? -1 : n;
}

void lorac_patch_places(const lorac_patches *shape, size_t first, size_t end, int32_t *places) {
  const size_t pixels = shape->result_height * shape->result_width;
  for (size_t index = first; index < end; index++) {
    const size_t y = index % pixels / shape->result_width, x = index % shape->result_width;
    const size_t start = index / pixels * shape->height * shape->width;
    for (size_t tap_y = 0; tap_y < shape->kernel; tap_y++) {
      const long from_y = source_of(y, tap_y, shape, shape->height);
      for (size_t tap_x = 0; tap_x < shape->kernel; tap_x++) {
        const long from_x = source_of(x, tap_x, shape, shape->width);
        const bool inside = from_y >= 0 && from_x >= 0;
        *places++ = inside ? (int32_t)(start + (size_t)from_y * shape->width + (size_t)from_x) : -1;
      }
    }
  }
}

void lorac_gather_patches(const lorac_patches *shape, const float *source, size_t channels, size_t first, size_t end,
                          float *result) {
  const size_t taps = shape->kernel * shape->kernel, bytes = channels * sizeof(float);
  int32_t places[LORAC_MAXIMUM_TAPS];
  for (size_t index = first; index < end; index++) {
    lorac_patch_places(shape, index, index + 1, places);
    for (size_t tap = 0; tap < taps; tap++, result += channels) {
      if (places[tap] < 0) {
        memset(result, 0, bytes);
      } else {
        memcpy(result, source + (size_t)places[tap] * channels, bytes);
      }
    }
  }
}

LORAC_CLONES static void add_tap(const float *restrict gradients, size_t taps, size_t channels, float *restrict dx) {
  for (size_t channel = 0; channel < channels; channel++) {
    dx[channel] += gradients[channel * taps];
  }
}

void lorac_add_places(const float *gradients, const int32_t *places, size_t rows, size_t taps, size_t channels,
                      float *dx, size_t stride) {
  for (size_t row = 0; row < rows; row++, gradients += channels * taps, places += taps) {
    for (size_t tap = 0; tap < taps; tap++) {
      if (places[tap] >= 0) {
        add_tap(gradients + tap, taps, channels, dx + (size_t)places[tap] * stride);
      }
    }
  }
}

void lorac_clear_rows(float *numbers, size_t rows, size_t columns, size_t stride) {
  for (size_t row = 0; row < rows; row++) {
    memset(numbers + row * stride, 0, columns * sizeof(float));
  }
}

void lorac_upsample(const float *source, size_t pictures, size_t height, size_t width, size_t channels, float *result) {
  const size_t bytes = channels * sizeof(float);
  for (size_t row = 0; row < pictures * height; row++) {
    float *line = result + row * 4 * width * channels;
    for (size_t x = 0; x < width; x++) {
      const float *pixel = source + (row * width + x) * channels;
      memcpy(line + 2 * x * channels, pixel, bytes);
      memcpy(line + (2 * x + 1) * channels, pixel, bytes);
    }
    memcpy(line + 2 * width * channels, line, 2 * width * bytes);
  }
}

LORAC_CLONES static void add_four(const float *restrict above, const float *restrict below, float beta,
                                  float *restrict dx, size_t channels) {
  for (size_t i = 0; i < channels; i++) {
    const float sum = (above[i] + above[channels + i]) + (below[i] + below[channels + i]);
    dx[i] = beta == 0 ? sum : beta * dx[i] + sum;
  }
}

void lorac_upsample_backward(const float *dy, size_t pictures, size_t height, size_t width, size_t channels,
                             float beta, float *dx) {
  for (size_t row = 0; row < pictures * height; row++) {
    const float *above = dy + row * 4 * width * channels;
    for (size_t x = 0; x < width; x++) {
      const float *pixel = above + 2 * x * channels;
      add_four(pixel, pixel + 2 * width * channels, beta, dx + (row * width + x) * channels, channels);
    }
  }
}
