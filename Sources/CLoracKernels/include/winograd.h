#pragma once

#include "panel.h"

// 3×3 convolutions of stride 1 and padding 1 by Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray,
// arXiv 1509.09308): tiles of 4×4 results need 36 products for each pair of channels instead of 144.
//
// Tiles are counted row by row through all pictures, ceil(height / 4) · ceil(width / 4) of each.

// Channels that are transformed and multiplied together. Transformed pixels lie as [channels / block][36][tiles][block],
// zeros filling the last block, with a gap after each of the 36 parts: at distances of a power of 2 all of them would
// compete for the same few lines of a cache.
enum { LORAC_WINOGRAD_CHANNELS = 64, LORAC_WINOGRAD_GAP = 16 };

// The numbers of 36 parts of `count` numbers with their gaps.
size_t lorac_winograd_count(size_t count);

// The 36 transformed values of each tile's 6×6 pixels, zeros outside the picture.
//
// source [pictures][height][width][channels], tiles `first` to `end` → the same tiles of result, which holds `tiles` tiles and
// begins with the tile `start`.
void lorac_winograd_source(const float *source, size_t height, size_t width, size_t channels, size_t first, size_t end,
                           size_t start, size_t tiles, float *result);

// The numbers of scratch that one worker's `lorac_winograd_multiply` needs.
size_t lorac_winograd_scratch(void);

// The 36 products of each tile for the channels `first` to `end`, at most a panel's width: outputs of the weights, or
// inputs if `back`.
//
// transformed as `lorac_winograd_source` leaves it for `tiles` tiles → products [36][tiles][panel's width], again
// with gaps.
void lorac_winograd_multiply(lorac_panel_level level, const lorac_weights *weights, bool back, size_t first, size_t end,
                             const float *transformed, size_t tiles, float *products, float *scratch);

// The 4×4 results of each tile from its 36 products.
//
// products [36][end - first][product_width] → result pixels, rows of `result_stride` numbers of which `channels` are written:
// result = beta · result + bias + value; bias may be NULL.
void lorac_winograd_result(const float *products, size_t product_width, size_t channels, size_t height, size_t width,
                           size_t first, size_t end, const float *bias, float beta, float *result,
                           size_t result_stride);
