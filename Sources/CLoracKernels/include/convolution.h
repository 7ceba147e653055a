#pragma once

#include <stddef.h>
#include <stdint.h>

// Which pixel of a picture each tap of a convolution reads: for the result's pixel y and the tap k, along each axis, the
// pixel y · stride + k - padding, and 0 outside of the picture.
typedef struct {
  size_t height, width;               // of the picture that is read
  size_t result_height, result_width; // of the picture whose pixels are the rows
  size_t kernel;                      // taps along an axis
  size_t stride, padding;
} lorac_patches;

// places [end - first][kernel²]: the pixel, counted through all pictures, that each tap of the result's pixels `first` to
// `end` reads, or -1.
void lorac_patch_places(const lorac_patches *shape, size_t first, size_t end, int32_t *places);

// source [pictures][height][width][channels] → result [end - first][kernel²][channels], for the result's pixels `first`
// to `end`, counted through all pictures.
void lorac_gather_patches(const lorac_patches *shape, const float *source, size_t channels, size_t first, size_t end,
                          float *result);

// dx [place][channels] += gradients [rows][channels][taps] for places [rows][taps]; dx has rows `stride` numbers apart.
void lorac_add_places(const float *gradients, const int32_t *places, size_t rows, size_t taps, size_t channels,
                      float *dx, size_t stride);

// Sets `columns` numbers of each of `rows` rows, `stride` numbers apart, to 0.
void lorac_clear_rows(float *numbers, size_t rows, size_t columns, size_t stride);

// source [pictures][height][width][channels] → result of twice the height and width, each pixel four times.
void lorac_upsample(const float *source, size_t pictures, size_t height, size_t width, size_t channels, float *result);

// dx = beta · dx + the sum of the four pixels that came from it.
void lorac_upsample_backward(const float *dy, size_t pictures, size_t height, size_t width, size_t channels,
                             float beta, float *dx);
