#pragma once

#include "include/panel.h"

// The most rows of any level's tiles.
enum { LORAC_MOST_PANEL_ROWS = 8 };

// What one level of a processor's instructions can do with panels; see `panel_template.h`.
typedef struct {
  // Columns of a panel, and rows of the results that are in registers at once.
  size_t width, rows;

  // Weights [outputs][inputs · taps], outputs `first` to `end` (at most `width`), inputs `input` to `input + length` →
  // panel [taps][length][width], 0 where there is no output.
  void (*pack_outputs)(const lorac_weights *weights, size_t first, size_t end, size_t input, size_t length,
                       float *restrict panel);

  // Weights [outputs][columns], columns `first` to `end` (at most `width`), outputs `output` to `output + length` → panel
  // [length][width], 0 where there is no column.
  void (*pack_columns)(const lorac_weights *weights, size_t first, size_t end, size_t output, size_t length,
                       float *restrict panel);

  // Weights [outputs][inputs][taps], inputs `first` to `end` (at most `width`), outputs `output` to `output + length` →
  // panel [taps][length][width], the last tap first, 0 where there is no input.
  void (*pack_inputs)(const lorac_weights *weights, size_t first, size_t end, size_t output, size_t length,
                      float *restrict panel);

  // c [count][columns] = start (0 where NULL) + (adds ? c : 0) + a · panel, count at most `rows`, columns at most `width`.
  //
  // a [count][segments · length] is given by pointers [segments][rows] to where the numbers of a segment begin.
  void (*multiply)(const float *const *a, size_t count, size_t segments, size_t length, const float *restrict panel,
                   const float *start, bool adds, size_t columns, float *restrict c, size_t stride);
} lorac_panel_kernels;

// The kernels of a level; the portable ones where the level is not compiled in.
const lorac_panel_kernels *lorac_panel_kernels_of(lorac_panel_level level);

extern const lorac_panel_kernels lorac_panel_kernels_default;
#if defined(__x86_64__)
extern const lorac_panel_kernels lorac_panel_kernels_v3;
extern const lorac_panel_kernels lorac_panel_kernels_v4;
#endif
