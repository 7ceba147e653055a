// The weights of Pillow's resampling, shared by the pictures of three and of four channels.

#ifndef LORAC_RESAMPLE_WEIGHTS_H
#define LORAC_RESAMPLE_WEIGHTS_H

#include "lorac_resize.h"

// Binary places of a weight.
enum { LORAC_WEIGHT_PLACES = 22 };

typedef struct lorac_weights {
  // For each target pixel the first source pixel, the number of them, and `size` weights.
  size_t *first, *count;
  int32_t *values;
  size_t size;
} lorac_weights;

// The weights of `target` pixels that cover `begin` to `end` of `source` pixels. False without memory.
bool lorac_find_weights(
  lorac_weights *table, size_t source, double begin, double end, size_t target, lorac_filter filter);

void lorac_free_weights(lorac_weights *table);

#endif
