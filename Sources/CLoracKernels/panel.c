#include "panel_kernels.h"

#include "include/processor.h"

// Panels that are packed before they are multiplied, and numbers in a column of one; together they should fit a
// processor's second cache beside the rows.
enum { PANELS = 4, DEPTH = 288 };

static const float zeros[DEPTH];

const lorac_panel_kernels *lorac_panel_kernels_of(lorac_panel_level level) {
  switch (level) {
#if defined(__x86_64__)
  case LORAC_AVX512:
    return &lorac_panel_kernels_v4;
  case LORAC_AVX2:
    return &lorac_panel_kernels_v3;
#endif
  default:
    return &lorac_panel_kernels_default;
  }
}

lorac_panel_level lorac_panel_best(void) {
  return lorac_processor_has_avx512() ? LORAC_AVX512 : lorac_processor_has_avx2() ? LORAC_AVX2 : LORAC_PORTABLE;
}

size_t lorac_panel_width(lorac_panel_level level) { return lorac_panel_kernels_of(level)->width; }

static size_t minimum(size_t a, size_t b) { return a < b ? a : b; }

// Even parts of a depth, none longer than a panel is deep; whole registers where possible.
static size_t part_of(size_t depth, size_t taps) {
  const size_t most = DEPTH / taps;
  const size_t parts = (depth + most - 1) / most;
  const size_t even = (depth + parts - 1) / parts;
  const size_t whole = (even + 15) / 16 * 16;
  return whole <= most ? whole : even;
}

size_t lorac_panel_scratch(size_t taps) { return PANELS * (DEPTH / taps * taps) * LORAC_WIDEST_PANEL; }

static const float *segment(const lorac_rows *rows, size_t row, size_t index, size_t from) {
  if (rows->places == NULL) {
    return rows->values + row * rows->stride + from;
  }
  const int32_t place = rows->places[row * rows->segments + index];
  return place < 0 ? zeros : rows->values + (size_t)place * rows->stride + from;
}

// Multiplies some rows' vectors, from number `from` on, with packed panels.
static void multiply_rows(const lorac_panel_kernels *with, const lorac_rows *rows, size_t first_row, size_t end_row,
                          size_t from, size_t length, const float *panels, size_t columns, const float *start,
                          bool adds, float *c, size_t c_stride) {
  const size_t size = rows->segments * length * with->width;
  const float *pointers[LORAC_MAXIMUM_TAPS * LORAC_MOST_PANEL_ROWS];
  for (size_t row = first_row; row < end_row; row += with->rows) {
    const size_t count = minimum(with->rows, end_row - row);
    for (size_t s = 0; s < rows->segments; s++) {
      for (size_t i = 0; i < count; i++) {
        pointers[s * with->rows + i] = segment(rows, row + i, s, from);
      }
    }
    const float *panel = panels;
    for (size_t column = 0; column < columns; column += with->width, panel += size) {
      with->multiply(pointers, count, rows->segments, length, panel, start ? start + column : NULL, adds,
                     minimum(with->width, columns - column), c + row * c_stride + column, c_stride);
    }
  }
}

typedef void (*pack_panel)(const lorac_weights *, size_t, size_t, size_t, size_t, float *restrict);

// c [.., end - first] = beta · c + start + rows · panels, which `pack` makes of the columns `first` to `end`.
static void multiply_panels(const lorac_panel_kernels *with, pack_panel pack, const lorac_weights *weights, size_t depth,
                            const lorac_rows *rows, size_t first_row, size_t end_row, size_t first, size_t end,
                            const float *start, float beta, float *c, size_t c_stride, float *scratch) {
  const size_t part = part_of(depth, rows->segments);
  for (size_t block = first; block < end; block += PANELS * with->width) {
    const size_t columns = minimum(PANELS * with->width, end - block);
    for (size_t from = 0; from < depth; from += part) {
      const size_t length = minimum(part, depth - from), size = rows->segments * length * with->width;
      for (size_t column = 0; column < columns; column += with->width) {
        pack(weights, block + column, block + minimum(column + with->width, columns), from, length,
             scratch + column / with->width * size);
      }
      multiply_rows(with, rows, first_row, end_row, from, length, scratch, columns,
                    start && from == 0 ? start + (block - first) : NULL, beta != 0 || from > 0, c + (block - first),
                    c_stride);
    }
  }
}

void lorac_project(lorac_panel_level level, const lorac_weights *weights, const lorac_rows *x, size_t first_row,
                   size_t end_row, size_t first, size_t end, const float *bias, float beta, float *c, size_t c_stride,
                   float *scratch) {
  const lorac_panel_kernels *with = lorac_panel_kernels_of(level);
  multiply_panels(with, with->pack_outputs, weights, weights->inputs, x, first_row, end_row, first, end,
                  bias ? bias + first : NULL, beta, c + first, c_stride, scratch);
}

void lorac_project_back(lorac_panel_level level, const lorac_weights *weights, const lorac_rows *dy, size_t first_row,
                        size_t end_row, size_t first, size_t end, float beta, float *c, size_t c_stride,
                        float *scratch) {
  const lorac_panel_kernels *with = lorac_panel_kernels_of(level);
  multiply_panels(with, with->pack_columns, weights, weights->outputs, dy, first_row, end_row, first, end, NULL, beta,
                  c, c_stride, scratch);
}
