#include "convolution.h"

#include "clones.h"
#include <string.h>

// The pixel that a tap reads, or -1.
static long source_of(size_t pixel, size_t tap, const lorac_patches *shape, size_t size) {
  const long n = (long)pixel * shape->stride + shape->origin + (long)tap * shape->direction;
  if (n < 0 || n % shape->spread != 0 || n / shape->spread >= (long)size) {
    return -1;
  }
  return n / shape->spread;
}

void lorac_gather_patches(const lorac_patches *shape, const float *source, size_t first, size_t end, float *result) {
  const size_t pixels = shape->result_height * shape->result_width;
  const size_t bytes = shape->channels * sizeof(float);
  for (size_t index = first; index < end; index++) {
    const size_t picture = index / pixels, y = index % pixels / shape->result_width, x = index % shape->result_width;
    const float *values = source + picture * shape->height * shape->width * shape->channels;
    for (size_t tap_y = 0; tap_y < shape->kernel; tap_y++) {
      const long from_y = source_of(y, tap_y, shape, shape->height);
      for (size_t tap_x = 0; tap_x < shape->kernel; tap_x++, result += shape->channels) {
        const long from_x = from_y < 0 ? -1 : source_of(x, tap_x, shape, shape->width);
        if (from_x < 0) {
          memset(result, 0, bytes);
        } else {
          memcpy(result, values + ((size_t)from_y * shape->width + (size_t)from_x) * shape->channels, bytes);
        }
      }
    }
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
