#pragma once

#include "half.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Products with frozen weights. A panel of a few columns of weights is turned into float32 in the nearest caches and
// multiplied with all rows before the next one is touched, so that weights are read once, in the file's own precision.

// Weights as a file stores them: [outputs][inputs][taps].
typedef struct {
  const void *numbers;
  lorac_element_type type;
  size_t outputs, inputs, taps;
} lorac_weights;

// Rows that are multiplied: row r reads `segments` vectors, vector s at values + places[r · segments + s] · stride, zeros
// where the place is -1; without places there is one vector, at values + r · stride.
typedef struct {
  const float *values;
  size_t stride;
  const int32_t *places;
  size_t segments;
} lorac_rows;

// The instructions that are used; each level rounds differently.
typedef enum { LORAC_PORTABLE = 0, LORAC_AVX2 = 1, LORAC_AVX512 = 2 } lorac_panel_level;

// The highest level that this processor has.
lorac_panel_level lorac_panel_best(void);

// The columns of a panel; work is best shared in whole panels.
size_t lorac_panel_width(lorac_panel_level level);

// The width at the highest level of all. Scratch has room for it at each level: plans tell the same memory everywhere.
enum { LORAC_WIDEST_PANEL = 32 };

// The numbers of scratch that `lorac_project` needs, and with one tap `lorac_project_back`.
size_t lorac_panel_scratch(size_t taps);

// c [.., outputs] = beta · c + bias + x · Wᵀ for the rows `first_row` to `end_row` and the outputs `first` to `end`, x having
// a segment for each tap; beta is 0 or 1, bias may be NULL. c points to row 0, output 0.
void lorac_project(lorac_panel_level level, const lorac_weights *weights, const lorac_rows *x, size_t first_row,
                   size_t end_row, size_t first, size_t end, const float *bias, float beta, float *c, size_t c_stride,
                   float *scratch);

// c [.., columns] = beta · c + dy · W for the rows `first_row` to `end_row` and the columns `first` to `end` of W as
// [outputs][inputs · taps]; beta is 0 or 1. c points to row 0, column `first`; dy has one segment.
void lorac_project_back(lorac_panel_level level, const lorac_weights *weights, const lorac_rows *dy, size_t first_row,
                        size_t end_row, size_t first, size_t end, float beta, float *c, size_t c_stride,
                        float *scratch);
