#pragma once

#include <stdbool.h>
#include <stddef.h>

// 3×3 convolutions of stride 1 and padding 1 by Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray,
// arXiv 1509.09308): tiles of 4×4 results need 36 products for each pair of channels instead of 144.
//
// Tiles are counted row by row through all pictures, ceil(height / 4) · ceil(width / 4) of each.

// The 36 transformed values of each tile's 6×6 pixels, zeros outside the picture.
//
// source [pictures][height][width][channels] → result [36][end - first][channels], tiles `first` to `end`;
// result_stride numbers lie between the 36 parts.
void lorac_winograd_source(const float *source, size_t height, size_t width, size_t channels, size_t first, size_t end,
                           float *result, size_t result_stride);

// The 36 transformed values of 3×3 taps, turned by 180 degrees if `flip`.
//
// taps [9][count] with tap_stride between taps → result [36][count] with result_stride between parts.
void lorac_winograd_weights(const float *taps, size_t tap_stride, size_t count, bool flip, float *result,
                            size_t result_stride);

// The 4×4 results of each tile from its 36 products.
//
// products [36][end - first][width] with product_stride between parts → result pixels, rows of `result_stride` numbers of
// which `channels` are written: result = beta · result + value.
void lorac_winograd_result(const float *products, size_t product_stride, size_t channels, size_t height, size_t width,
                           size_t first, size_t end, float beta, float *result, size_t result_stride);
