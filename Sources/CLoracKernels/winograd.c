#include "winograd.h"

#include "clones.h"
#include "panel_kernels.h"
#include <string.h>

// Channels that are transformed at a time; the tile's values then stay in registers and the nearest cache.
enum { LANES = 16 };

typedef struct {
  size_t picture, y, x;
} tile_place;

size_t lorac_winograd_count(size_t count) { return 36 * (count + LORAC_WINOGRAD_GAP); }

static tile_place place_of(size_t tile, size_t height, size_t width) {
  const size_t across = (width + 3) / 4, down = (height + 3) / 4;
  const size_t inside = tile % (across * down);
  return (tile_place){tile / (across * down), inside / across * 4, inside % across * 4};
}

// One row or column of the source transformation: six values to six.
LORAC_INLINE void source_line(float (*d)[LANES], size_t step) {
  for (size_t i = 0; i < LANES; i++) {
    const float d0 = d[0][i], d1 = d[step][i], d2 = d[2 * step][i];
    const float d3 = d[3 * step][i], d4 = d[4 * step][i], d5 = d[5 * step][i];
    const float even = d4 - 4 * d2, odd = d3 - 4 * d1;
    const float even2 = d4 - d2, odd2 = 2 * (d3 - d1);
    d[0][i] = 4 * d0 - 5 * d2 + d4;
    d[step][i] = even + odd;
    d[2 * step][i] = even - odd;
    d[3 * step][i] = even2 + odd2;
    d[4 * step][i] = even2 - odd2;
    d[5 * step][i] = 4 * d1 - 5 * d3 + d5;
  }
}

// Reads `count` channels of each pixel from `offset` on, writes as many and zeros up to LANES.
LORAC_CLONES static void transform_source(const float *const rows[36], size_t offset, size_t count,
                                          float *restrict result, size_t stride) {
  float d[36][LANES];
  for (size_t k = 0; k < 36; k++) {
    if (rows[k] == NULL) {
      for (size_t i = 0; i < LANES; i++) {
        d[k][i] = 0;
      }
    } else if (count == LANES) {
      for (size_t i = 0; i < LANES; i++) {
        d[k][i] = rows[k][offset + i];
      }
    } else {
      for (size_t i = 0; i < LANES; i++) {
        d[k][i] = i < count ? rows[k][offset + i] : 0;
      }
    }
  }
  for (size_t column = 0; column < 6; column++) {
    source_line(d + column, 6);
  }
  for (size_t row = 0; row < 6; row++) {
    source_line(d + 6 * row, 1);
  }
  for (size_t k = 0; k < 36; k++) {
    for (size_t i = 0; i < LANES; i++) {
      result[k * stride + i] = d[k][i];
    }
  }
}

void lorac_winograd_source(const float *source, size_t height, size_t width, size_t channels, size_t first, size_t end,
                           size_t start, size_t tiles, float *result) {
  for (size_t tile = first; tile < end; tile++) {
    const tile_place at = place_of(tile, height, width);
    const float *rows[36];
    for (size_t k = 0; k < 36; k++) {
      // The picture's border of zeros is one pixel wide.
      const size_t y = at.y + k / 6, x = at.x + k % 6;
      const bool inside = y >= 1 && y <= height && x >= 1 && x <= width;
      rows[k] = inside ? source + ((at.picture * height + y - 1) * width + x - 1) * channels : NULL;
    }
    for (size_t block = 0; block < channels; block += LORAC_WINOGRAD_CHANNELS) {
      float *of_block = result + block / LORAC_WINOGRAD_CHANNELS * lorac_winograd_count(tiles * LORAC_WINOGRAD_CHANNELS) +
                        (tile - start) * LORAC_WINOGRAD_CHANNELS;
      for (size_t lane = 0; lane < LORAC_WINOGRAD_CHANNELS; lane += LANES) {
        const size_t channel = block + lane, left = channel < channels ? channels - channel : 0;
        transform_source(rows, channel, left < LANES ? left : LANES, of_block + lane,
                         tiles * LORAC_WINOGRAD_CHANNELS + LORAC_WINOGRAD_GAP);
      }
    }
  }
}

// One row or column of the weights' transformation: three values to six.
LORAC_INLINE void weight_line(float (*g)[LANES], size_t step, float (*r)[LANES], size_t result_step) {
  for (size_t i = 0; i < LANES; i++) {
    const float g0 = g[0][i], g1 = g[step][i], g2 = g[2 * step][i];
    const float sum = g0 + g2, far = g0 + 4 * g2;
    r[0][i] = g0 * 0.25f;
    r[result_step][i] = (sum + g1) * (-1.0f / 6);
    r[2 * result_step][i] = (sum - g1) * (-1.0f / 6);
    r[3 * result_step][i] = (far + 2 * g1) * (1.0f / 24);
    r[4 * result_step][i] = (far - 2 * g1) * (1.0f / 24);
    r[5 * result_step][i] = g2;
  }
}

LORAC_INLINE void transform_lanes(const float *restrict taps, size_t stride, size_t count, float *restrict result,
                                  size_t result_stride) {
  float g[9][LANES], half[18][LANES];
  for (size_t tap = 0; tap < 9; tap++) {
    for (size_t i = 0; i < LANES; i++) {
      g[tap][i] = i < count ? taps[tap * stride + i] : 0;
    }
  }
  for (size_t column = 0; column < 3; column++) {
    weight_line(g + column, 3, half + column, 3);
  }
  for (size_t row = 0; row < 6; row++) {
    float u[6][LANES];
    weight_line(half + 3 * row, 1, u, 1);
    for (size_t k = 0; k < 6; k++) {
      for (size_t i = 0; i < count; i++) {
        result[(6 * row + k) * result_stride + i] = u[k][i];
      }
    }
  }
}

// taps [9][count] → result [36][count] with gaps
LORAC_CLONES static void transform_weights(const float *restrict taps, size_t count, float *restrict result) {
  const size_t stride = count + LORAC_WINOGRAD_GAP;
  size_t done = 0;
  // The number of lanes is known here, so that every loop is one instruction.
  for (; done + LANES <= count; done += LANES) {
    transform_lanes(taps + done, count, LANES, result + done, stride);
  }
  if (done < count) {
    transform_lanes(taps + done, count, count - done, result + done, stride);
  }
}

size_t lorac_winograd_scratch(void) {
  const size_t count = LORAC_WINOGRAD_CHANNELS * LORAC_WIDEST_PANEL;
  return 9 * count + lorac_winograd_count(count);
}

void lorac_winograd_multiply(lorac_panel_level level, const lorac_weights *weights, bool back, size_t first, size_t end,
                             const float *transformed, size_t tiles, float *products, float *scratch) {
  const lorac_panel_kernels *with = lorac_panel_kernels_of(level);
  const size_t depth = back ? weights->outputs : weights->inputs, width = with->width;
  float *taps = scratch, *parts = scratch + 9 * LORAC_WINOGRAD_CHANNELS * width;
  for (size_t from = 0; from < depth; from += LORAC_WINOGRAD_CHANNELS) {
    const size_t left = depth - from, length = left < LORAC_WINOGRAD_CHANNELS ? left : LORAC_WINOGRAD_CHANNELS;
    (back ? with->pack_inputs : with->pack_outputs)(weights, first, end, from, length, taps);
    transform_weights(taps, length * width, parts);
    const float *source =
        transformed + from / LORAC_WINOGRAD_CHANNELS * lorac_winograd_count(tiles * LORAC_WINOGRAD_CHANNELS);
    for (size_t part = 0; part < 36; part++) {
      for (size_t tile = 0; tile < tiles; tile += with->rows) {
        const size_t now = tiles - tile < with->rows ? tiles - tile : with->rows;
        const float *rows[LORAC_MOST_PANEL_ROWS];
        for (size_t i = 0; i < now; i++) {
          rows[i] = source + part * (tiles * LORAC_WINOGRAD_CHANNELS + LORAC_WINOGRAD_GAP) +
                    (tile + i) * LORAC_WINOGRAD_CHANNELS;
        }
        with->multiply(rows, now, 1, length, parts + part * (length * width + LORAC_WINOGRAD_GAP), NULL, from > 0, width,
                       products + part * (tiles * width + LORAC_WINOGRAD_GAP) + tile * width, width);
      }
    }
  }
}

// One row or column of the results' transformation: six values to four.
LORAC_INLINE void result_line(float (*m)[LANES], size_t step, float (*r)[LANES], size_t result_step) {
  for (size_t i = 0; i < LANES; i++) {
    const float m0 = m[0][i], m1 = m[step][i], m2 = m[2 * step][i];
    const float m3 = m[3 * step][i], m4 = m[4 * step][i], m5 = m[5 * step][i];
    const float near = m1 + m2, far = m3 + m4, near2 = m1 - m2, far2 = m3 - m4;
    r[0][i] = m0 + near + far;
    r[result_step][i] = near2 + 2 * far2;
    r[2 * result_step][i] = near + 4 * far;
    r[3 * result_step][i] = near2 + 8 * far2 + m5;
  }
}

LORAC_CLONES static void transform_result(const float *restrict products, size_t stride, size_t count,
                                          float (*restrict tile)[LANES]) {
  float m[36][LANES], half[24][LANES];
  for (size_t k = 0; k < 36; k++) {
    if (count == LANES) {
      for (size_t i = 0; i < LANES; i++) {
        m[k][i] = products[k * stride + i];
      }
    } else {
      for (size_t i = 0; i < LANES; i++) {
        m[k][i] = i < count ? products[k * stride + i] : 0;
      }
    }
  }
  for (size_t column = 0; column < 6; column++) {
    result_line(m + column, 6, half + column, 6);
  }
  for (size_t row = 0; row < 4; row++) {
    result_line(half + 6 * row, 1, tile + 4 * row, 1);
  }
}

LORAC_CLONES static void write_pixel(const float *restrict values, const float *restrict bias, float beta,
                                     float *restrict result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float value = bias ? values[i] + bias[i] : values[i];
    result[i] = beta == 0 ? value : beta * result[i] + value;
  }
}

void lorac_winograd_result(const float *products, size_t product_width, size_t channels, size_t height, size_t width,
                           size_t first, size_t end, const float *bias, float beta, float *result,
                           size_t result_stride) {
  const size_t product_stride = (end - first) * product_width + LORAC_WINOGRAD_GAP;
  for (size_t tile = first; tile < end; tile++) {
    const tile_place at = place_of(tile, height, width);
    for (size_t channel = 0; channel < channels; channel += LANES) {
      const size_t count = channels - channel < LANES ? channels - channel : LANES;
      float values[16][LANES];
      transform_result(products + (tile - first) * product_width + channel, product_stride, count, values);
      for (size_t k = 0; k < 16; k++) {
        const size_t y = at.y + k / 4, x = at.x + k % 4;
        if (y < height && x < width) {
          float *pixel = result + ((at.picture * height + y) * width + x) * result_stride + channel;
          write_pixel(values[k], bias ? bias + channel : NULL, beta, pixel, count);
        }
      }
    }
  }
}
