// Pillow's resampling of 8-bit RGBA (libImaging/Resample.c), with its bits: weights of 22 binary places, and a
// result of 8 bits after each direction. Sums are exact, so that their order does not matter.

#include <stdlib.h>
#include <string.h>

#include "../CLoracKernels/clones.h"
#include "lorac_rgba.h"
#include "resample_weights.h"

enum { PLACES = LORAC_WEIGHT_PLACES, HALF = 1 << (PLACES - 1) };

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef uint8_t u8x4 __attribute__((vector_size(4)));
typedef int32_t i32x16 __attribute__((vector_size(64)));
typedef int32_t i32x4 __attribute__((vector_size(16)));

// Vectors pass through memory, as far as C is concerned: what passes in registers depends on the clone.
LORAC_INLINE void add_four(i32x16 *sum, const uint8_t *at, const i32x16 *weights) {
  u8x16 bytes;
  memcpy(&bytes, at, sizeof bytes);
  *sum += __builtin_convertvector(bytes, i32x16) * *weights;
}

LORAC_INLINE void add_bytes(i32x16 *sum, const uint8_t *at, int32_t weight) {
  u8x16 bytes;
  memcpy(&bytes, at, sizeof bytes);
  *sum += __builtin_convertvector(bytes, i32x16) * weight;
}

LORAC_INLINE uint8_t clipped(int32_t sum) {
  int32_t value = (sum + HALF) >> PLACES;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// Weights laid out for the columns' pass: those of four neighbours at a time, each repeated for its channels.
typedef struct wide_weights {
  size_t *first;
  // `groups` of 16 numbers for each target pixel.
  i32x16 *values;
  size_t groups;
} wide_weights;

static void free_wide(wide_weights *wide) {
  free(wide->first);
  free(wide->values);
}

// Groups may begin before the first weight, so that they end within a row of `width` pixels; a narrower row has to
// be continued.
static bool widen(const lorac_weights *table, size_t width, size_t target_width, wide_weights *wide) {
  size_t most = 1;
  for (size_t x = 0; x < target_width; x++) most = table->count[x] > most ? table->count[x] : most;
  wide->groups = (most + 3) / 4;
  size_t taps = wide->groups * 4;
  wide->first = malloc(target_width * sizeof *wide->first);
  wide->values = NULL;
  size_t bytes = target_width * wide->groups * sizeof *wide->values;
  if (wide->first == NULL || posix_memalign((void **)&wide->values, 64, bytes) != 0) {
    free(wide->first);
    return false;
  }
  memset(wide->values, 0, bytes);
  for (size_t x = 0; x < target_width; x++) {
    size_t first = table->first[x];
    if (first + taps > width) first = width > taps ? width - taps : 0;
    wide->first[x] = first;
    size_t before = table->first[x] - first;
    for (size_t j = 0; j < table->count[x]; j++) {
      i32x16 *group = wide->values + x * wide->groups + (before + j) / 4;
      for (size_t c = 0; c < 4; c++) (*group)[(before + j) % 4 * 4 + c] = table->values[x * table->size + j];
    }
  }
  return true;
}

LORAC_INLINE void store_pixel(const i32x16 *sum, uint8_t *target) {
  i32x4 parts[4];
  memcpy(parts, sum, sizeof parts);
  i32x4 value = (((parts[0] + parts[1]) + (parts[2] + parts[3])) + HALF) >> PLACES;
  i32x4 most = {255, 255, 255, 255}, none = {0, 0, 0, 0};
  i32x4 above = value > most, below = value < none;
  value = (value & ~above) | (most & above);
  value &= ~below;
  u8x4 pixel = __builtin_convertvector(value, u8x4);
  memcpy(target, &pixel, sizeof pixel);
}

// Four rows at a time share each load of weights.
LORAC_CLONES static void resample_columns(
  const uint8_t *source, size_t stride, size_t rows, uint8_t *target, size_t target_width, const wide_weights *wide) {
  size_t groups = wide->groups, y = 0;
  for (; y + 4 <= rows; y += 4) {
    const uint8_t *row = source + y * stride;
    uint8_t *out = target + y * target_width * 4;
    for (size_t x = 0; x < target_width; x++, out += 4) {
      const uint8_t *at = row + wide->first[x] * 4;
      const i32x16 *weight = wide->values + x * groups;
      i32x16 sums[4] = {{0}};
      for (size_t j = 0; j < groups; j++) {
        for (size_t i = 0; i < 4; i++) add_four(&sums[i], at + i * stride + j * 16, &weight[j]);
      }
      for (size_t i = 0; i < 4; i++) store_pixel(&sums[i], out + i * target_width * 4);
    }
  }
  for (; y < rows; y++) {
    const uint8_t *row = source + y * stride;
    uint8_t *out = target + y * target_width * 4;
    for (size_t x = 0; x < target_width; x++, out += 4) {
      const i32x16 *weight = wide->values + x * groups;
      i32x16 sum = {0};
      for (size_t j = 0; j < groups; j++) add_four(&sum, row + wide->first[x] * 4 + j * 16, &weight[j]);
      store_pixel(&sum, out);
    }
  }
}

// The rows' pass over `values` bytes of each row.
LORAC_CLONES static void resample_rows(
  const uint8_t *source, size_t stride, size_t values, uint8_t *target, size_t target_height,
  const lorac_weights *table, size_t first_row) {
  for (size_t y = 0; y < target_height; y++, target += values) {
    const uint8_t *top = source + (table->first[y] - first_row) * stride;
    const int32_t *weight = table->values + y * table->size;
    size_t count = table->count[y], k = 0;
    for (; k + 64 <= values; k += 64) {
      i32x16 sums[4] = {{0}};
      for (size_t j = 0; j < count; j++) {
        const uint8_t *at = top + j * stride + k;
        int32_t here = weight[j];
        for (size_t i = 0; i < 4; i++) add_bytes(&sums[i], at + 16 * i, here);
      }
      for (size_t i = 0; i < 4; i++) {
        for (size_t lane = 0; lane < 16; lane++) target[k + 16 * i + lane] = clipped(sums[i][lane]);
      }
    }
    for (; k < values; k++) {
      int32_t sum = 0;
      for (size_t j = 0; j < count; j++) sum += top[j * stride + k] * weight[j];
      target[k] = clipped(sum);
    }
  }
}

// One direction of a resampling: which source pixels it needs, and their weights.
typedef struct direction {
  bool is_needed;
  size_t first, end;
  lorac_weights weights;
} direction;

static bool prepare(direction *part, size_t source, float begin, float end, size_t target) {
  part->is_needed = source != target || begin != 0 || end != (float)target;
  if (!lorac_find_weights(&part->weights, source, begin, end, target, LORAC_FILTER_LANCZOS)) return false;
  part->first = part->is_needed ? part->weights.first[0] : 0;
  part->end = part->is_needed ? part->weights.first[target - 1] + part->weights.count[target - 1] : source;
  return true;
}

// Columns of the rows `rows`; those of `source` that are needed begin at its row 0.
static bool columns_pass(
  const uint8_t *source, size_t width, size_t rows, uint8_t *target, size_t target_width, const direction *part) {
  wide_weights wide;
  if (!widen(&part->weights, width, target_width, &wide)) return false;
  bool has_memory = true;
  if (width < wide.groups * 4) {
    // Too narrow for whole groups: continued by pixels of weight 0.
    size_t stride = wide.groups * 16;
    uint8_t *continued = calloc(rows, stride);
    has_memory = continued != NULL;
    if (has_memory) {
      for (size_t y = 0; y < rows; y++) memcpy(continued + y * stride, source + y * width * 4, width * 4);
      resample_columns(continued, stride, rows, target, target_width, &wide);
    }
    free(continued);
  } else {
    resample_columns(source, width * 4, rows, target, target_width, &wide);
  }
  free_wide(&wide);
  return has_memory;
}

// Columns, then rows.
static bool across_first(
  const uint8_t *source, size_t width, const direction *across, const direction *down, uint8_t *target,
  size_t target_width, size_t target_height) {
  size_t rows = down->end - down->first, stride = target_width * 4;
  uint8_t *between = malloc(stride * rows);
  if (between == NULL) return false;
  bool has_memory = columns_pass(source + down->first * width * 4, width, rows, between, target_width, across);
  if (has_memory) resample_rows(between, stride, stride, target, target_height, &down->weights, down->first);
  free(between);
  return has_memory;
}

// Rows, then columns; moves the weights of `across` to the first column that is needed.
static bool down_first(
  const uint8_t *source, size_t width, direction *across, const direction *down, uint8_t *target, size_t target_width,
  size_t target_height) {
  size_t columns = across->end - across->first;
  uint8_t *between = malloc(columns * target_height * 4);
  if (between == NULL) return false;
  const uint8_t *corner = source + (down->first * width + across->first) * 4;
  resample_rows(corner, width * 4, columns * 4, between, target_height, &down->weights, down->first);
  for (size_t x = 0; x < target_width; x++) across->weights.first[x] -= across->first;
  bool has_memory = columns_pass(between, columns, target_height, target, target_width, across);
  free(between);
  return has_memory;
}

static bool resample(
  const uint8_t *source, size_t width, size_t height, direction *across, const direction *down, uint8_t *target,
  size_t target_width, size_t target_height) {
  const uint8_t *top = source + down->first * width * 4;
  if (!across->is_needed) {
    resample_rows(top, width * 4, width * 4, target, target_height, &down->weights, down->first);
    return true;
  }
  if (!down->is_needed) return columns_pass(top, width, height, target, target_width, across);
  // Since Pillow 13 rows are first where the height shrinks by more than twice what the width does, whatever the box.
  int64_t less_width = (int64_t)width - (int64_t)target_width, less_height = (int64_t)height - (int64_t)target_height;
  bool rows_first = less_height > 0 && less_height > 2 * less_width;
  return rows_first ? down_first(source, width, across, down, target, target_width, target_height)
                    : across_first(source, width, across, down, target, target_width, target_height);
}

// a·b/255, rounded as Pillow's MULDIV255 rounds.
LORAC_INLINE unsigned scaled(unsigned a, unsigned b) {
  unsigned product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

LORAC_CLONES static void premultiply(const uint8_t *source, size_t pixels, uint8_t *target) {
  for (size_t i = 0; i < pixels; i++) {
    unsigned alpha = source[4 * i + 3];
    for (size_t c = 0; c < 3; c++) target[4 * i + c] = (uint8_t)scaled(source[4 * i + c], alpha);
    target[4 * i + 3] = (uint8_t)alpha;
  }
}

static void divide_by_alpha(uint8_t *pixels, size_t count) {
  for (size_t i = 0; i < count; i++, pixels += 4) {
    unsigned alpha = pixels[3];
    if (alpha == 255 || alpha == 0) continue;
    for (int c = 0; c < 3; c++) {
      unsigned value = 255u * pixels[c] / alpha;
      pixels[c] = (uint8_t)(value > 255 ? 255 : value);
    }
  }
}

bool lorac_rgba_resample(
  const uint8_t *source, size_t width, size_t height, bool has_alpha, const float box[4], uint8_t *target,
  size_t target_width, size_t target_height) {
  direction across, down;
  if (!prepare(&across, width, box[0], box[2], target_width)) return false;
  if (!prepare(&down, height, box[1], box[3], target_height)) {
    lorac_free_weights(&across.weights);
    return false;
  }
  bool done = true;
  if (!across.is_needed && !down.is_needed) {
    memcpy(target, source, width * height * 4);
  } else if (!has_alpha) {
    done = resample(source, width, height, &across, &down, target, target_width, target_height);
  } else {
    uint8_t *weighed = malloc(width * height * 4);
    done = weighed != NULL;
    if (done) {
      premultiply(source + down.first * width * 4, (down.end - down.first) * width, weighed + down.first * width * 4);
      done = resample(weighed, width, height, &across, &down, target, target_width, target_height);
    }
    free(weighed);
    if (done) divide_by_alpha(target, target_width * target_height);
  }
  lorac_free_weights(&across.weights);
  lorac_free_weights(&down.weights);
  return done;
}
