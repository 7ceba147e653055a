// The kernels of `panel_kernels.h` for one level of instructions; a file that includes this defines
//   LEVEL   the end of the names,
//   LANES   the numbers of a register,
//   TILE    the rows of results in registers at once; with two registers a row they take 2 · TILE + 3 registers.

#include "clones.h"
#include "panel_kernels.h"

#define JOINED(a, b) a##_##b
#define NAMED(a, b) JOINED(a, b)
#define NAME(name) NAMED(name, LEVEL)

enum { WIDTH = 2 * LANES };
_Static_assert(WIDTH <= LORAC_WIDEST_PANEL, "scratch has room for every level");

typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4)));
typedef _Float16 half_lanes __attribute__((vector_size(2 * LANES), aligned(1)));
typedef uint16_t short_lanes __attribute__((vector_size(2 * LANES), aligned(1)));
typedef uint32_t word_lanes __attribute__((vector_size(4 * LANES)));
typedef float byte_aligned_lanes __attribute__((vector_size(4 * LANES), aligned(1)));

LORAC_INLINE lanes load(const float *from) { return *(const lanes *)from; }
LORAC_INLINE void store(float *to, lanes value) { *(lanes *)to = value; }

LORAC_INLINE size_t number_size(lorac_element_type type) { return type == LORAC_FLOAT32 ? 4 : 2; }

LORAC_INLINE lanes weight_lanes(const char *from, lorac_element_type type) {
  switch (type) {
  case LORAC_FLOAT32:
    return *(const byte_aligned_lanes *)from;
  case LORAC_FLOAT16:
    return __builtin_convertvector(*(const half_lanes *)from, lanes);
  case LORAC_BFLOAT16:
    return (lanes)(__builtin_convertvector(*(const short_lanes *)from, word_lanes) << 16);
  }
}

// The first `count` numbers, 0 after them.
LORAC_INLINE lanes some_lanes(const char *from, size_t count, lorac_element_type type) {
  char numbers[4 * LANES] = {0};
  __builtin_memcpy(numbers, from, count * number_size(type));
  return weight_lanes(numbers, type);
}

// Rows to columns. Each round interleaves the first half of the rows with the second; after as many rounds as the number
// of lanes has bits every number has moved from [row][column] to [column][row].
LORAC_INLINE void transpose(lanes m[LANES]) {
#pragma unroll
  for (size_t round = 1; round < LANES; round *= 2) {
    lanes next[LANES];
#pragma unroll
    for (size_t i = 0; i < LANES / 2; i++) {
      const lanes a = m[i], b = m[i + LANES / 2];
#if LANES == 16
      next[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif LANES == 8
      next[2 * i] = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
      next[2 * i] = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      next[2 * i + 1] = __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
    }
#pragma unroll
    for (size_t i = 0; i < LANES; i++) {
      m[i] = next[i];
    }
  }
}

// Numbers `begin` to `end` of `count` rows of weights, transposed into half a panel's columns.
LORAC_INLINE void pack_rows(const char *numbers, size_t row_bytes, size_t count, size_t begin, size_t end, size_t taps,
                            size_t length, lorac_element_type type, float *restrict panel) {
  const size_t size = number_size(type);
  size_t tap = 0, input = 0;
  for (size_t k = begin; k < end; k += LANES) {
    const size_t now = end - k < LANES ? end - k : LANES;
    lanes m[LANES];
    if (now == LANES && count == LANES) {
#pragma unroll
      for (size_t row = 0; row < LANES; row++) {
        const char *from = numbers + row * row_bytes + k * size;
        __builtin_prefetch(from + 256);
        m[row] = weight_lanes(from, type);
      }
    } else {
#pragma unroll
      for (size_t row = 0; row < LANES; row++) {
        m[row] = row < count ? some_lanes(numbers + row * row_bytes + k * size, now, type) : (lanes){0};
      }
    }
    transpose(m);
    if (taps == 1 && now == LANES) {
#pragma unroll
      for (size_t i = 0; i < LANES; i++) {
        store(panel + (input + i) * WIDTH, m[i]);
      }
      input += LANES;
    } else {
      for (size_t i = 0; i < now; i++) {
        store(panel + (tap * length + input) * WIDTH, m[i]);
        if (++tap == taps) {
          tap = 0;
          input++;
        }
      }
    }
  }
}

// A packing function of `panel_kernels.h`, with a copy of the inlined one for each type of numbers.
#define PACKER(name)                                                                                                     \
  static void NAME(name)(const lorac_weights *weights, size_t first, size_t end, size_t from, size_t length,             \
                         float *restrict panel) {                                                                        \
    switch (weights->type) {                                                                                             \
    case LORAC_FLOAT32:                                                                                                  \
      return name(weights, first, end, from, length, LORAC_FLOAT32, panel);                                              \
    case LORAC_FLOAT16:                                                                                                  \
      return name(weights, first, end, from, length, LORAC_FLOAT16, panel);                                              \
    case LORAC_BFLOAT16:                                                                                                 \
      return name(weights, first, end, from, length, LORAC_BFLOAT16, panel);                                             \
    }                                                                                                                    \
  }

LORAC_INLINE void pack_outputs(const lorac_weights *weights, size_t first, size_t end, size_t input, size_t length,
                               lorac_element_type type, float *restrict panel) {
  const size_t taps = weights->taps, row_bytes = weights->inputs * taps * number_size(type);
  for (size_t half = 0; half < WIDTH; half += LANES) {
    const size_t left = end - first > half ? end - first - half : 0;
    const char *numbers = (const char *)weights->numbers + (first + half) * row_bytes;
    pack_rows(numbers, row_bytes, left < LANES ? left : LANES, input * taps, (input + length) * taps, taps, length, type,
              panel + half);
  }
}

PACKER(pack_outputs)

LORAC_INLINE void pack_columns(const lorac_weights *weights, size_t first, size_t end, size_t output, size_t length,
                               lorac_element_type type, float *restrict panel) {
  const size_t size = number_size(type), row_bytes = weights->inputs * weights->taps * size;
  const char *from = (const char *)weights->numbers + output * row_bytes + first * size;
  const size_t count = end - first;
  for (size_t k = 0; k < length; k++, from += row_bytes, panel += WIDTH) {
    if (count == WIDTH) {
      __builtin_prefetch(from + 8 * row_bytes);
      store(panel, weight_lanes(from, type));
      store(panel + LANES, weight_lanes(from + LANES * size, type));
    } else {
      store(panel, some_lanes(from, count < LANES ? count : LANES, type));
      store(panel + LANES, count > LANES ? some_lanes(from + LANES * size, count - LANES, type) : (lanes){0});
    }
  }
}

PACKER(pack_columns)

// Up to LANES taps, from `first` on, of LANES inputs whose taps follow each other; the last tap goes to the first row.
LORAC_INLINE void separate_taps(const float *numbers, size_t taps, size_t first, float *restrict panel,
                                size_t tap_stride) {
  lanes m[LANES];
#pragma unroll
  for (size_t input = 0; input < LANES; input++) {
    m[input] = load(numbers + input * taps);
  }
  transpose(m);
  for (size_t i = 0; i < LANES && first + i < taps; i++) {
    store(panel + (taps - 1 - first - i) * tap_stride, m[i]);
  }
}

// The taps of a panel's inputs, turned by 180 degrees: numbers that lie `taps` apart come together.
LORAC_INLINE void pack_inputs(const lorac_weights *weights, size_t first, size_t end, size_t output, size_t length,
                              lorac_element_type type, float *restrict panel) {
  const size_t size = number_size(type), taps = weights->taps, count = (end - first) * taps;
  // Whole registers are read from the last input's taps, too.
  float numbers[WIDTH * LORAC_MAXIMUM_TAPS + LANES] = {0};
  for (size_t k = 0; k < length; k++) {
    const char *from = (const char *)weights->numbers + ((output + k) * weights->inputs + first) * taps * size;
    size_t done = 0;
    for (; done + LANES <= count; done += LANES) {
      store(numbers + done, weight_lanes(from + done * size, type));
    }
    if (done < count) {
      store(numbers + done, some_lanes(from + done * size, count - done, type));
    }
    for (size_t half = 0; half < WIDTH; half += LANES) {
      for (size_t tap = 0; tap < taps; tap += LANES) {
        separate_taps(numbers + half * taps + tap, taps, tap, panel + k * WIDTH + half, length * WIDTH);
      }
    }
  }
}

PACKER(pack_inputs)

// `multiply` for a number of rows that the compiler knows, and whole panels.
LORAC_INLINE void multiply_rows(const size_t count, const float *const *a, size_t segments, size_t length,
                                const float *restrict panel, const float *start, bool adds, float *restrict c,
                                size_t stride) {
#pragma clang fp contract(fast)
  lanes sums[TILE][2];
#pragma unroll
  for (size_t row = 0; row < count; row++) {
    sums[row][0] = start ? load(start) : (lanes){0};
    sums[row][1] = start ? load(start + LANES) : (lanes){0};
    if (adds) {
      sums[row][0] += load(c + row * stride);
      sums[row][1] += load(c + row * stride + LANES);
    }
  }
  for (size_t segment = 0; segment < segments; segment++, a += TILE) {
    const float *rows[TILE];
#pragma unroll
    for (size_t row = 0; row < count; row++) {
      rows[row] = a[row];
    }
    for (size_t k = 0; k < length; k++, panel += WIDTH) {
      const lanes left = load(panel), right = load(panel + LANES);
#pragma unroll
      for (size_t row = 0; row < count; row++) {
        const float x = rows[row][k];
        sums[row][0] += x * left;
        sums[row][1] += x * right;
      }
    }
  }
#pragma unroll
  for (size_t row = 0; row < count; row++) {
    store(c + row * stride, sums[row][0]);
    store(c + row * stride + LANES, sums[row][1]);
  }
}

static void NAME(multiply)(const float *const *a, size_t count, size_t segments, size_t length,
                           const float *restrict panel, const float *start, bool adds, size_t columns,
                           float *restrict c, size_t stride) {
  if (columns < WIDTH) {
    float begin[WIDTH] = {0}, results[TILE * WIDTH] = {0};
    if (start) {
      __builtin_memcpy(begin, start, columns * sizeof(float));
    }
    for (size_t row = 0; adds && row < count; row++) {
      __builtin_memcpy(results + row * WIDTH, c + row * stride, columns * sizeof(float));
    }
    NAME(multiply)(a, count, segments, length, panel, begin, adds, WIDTH, results, WIDTH);
    for (size_t row = 0; row < count; row++) {
      __builtin_memcpy(c + row * stride, results + row * WIDTH, columns * sizeof(float));
    }
    return;
  }
  switch (count) {
#define ROWS(count)                                                                                                      \
  case count:                                                                                                            \
    return multiply_rows(count, a, segments, length, panel, start, adds, c, stride);
    ROWS(1)
    ROWS(2)
    ROWS(3)
    ROWS(4)
#if TILE > 4
    ROWS(5)
    ROWS(6)
#endif
#if TILE > 6
    ROWS(7)
    ROWS(8)
#endif
#undef ROWS
  }
}

const lorac_panel_kernels NAME(lorac_panel_kernels) = {
  WIDTH, TILE, NAME(pack_outputs), NAME(pack_columns), NAME(pack_inputs), NAME(multiply),
};
