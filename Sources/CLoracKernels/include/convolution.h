#pragma once

#include <stddef.h>

// Which pixel of a picture each tap of a convolution reads.
//
// For the result's pixel y and the tap k, along each axis: n = y · stride + origin + k · direction; tap k reads pixel
// n / spread where that is a whole number inside the picture, and 0 elsewhere. Forward: direction 1, origin -padding,
// spread 1. For the gradient of the input, read from the gradient of the output: stride 1, direction -1, origin padding,
// spread the convolution's stride.
typedef struct {
  size_t height, width, channels;       // of the picture that is read
  size_t result_height, result_width;   // of the picture whose pixels are the rows
  size_t kernel;                        // taps along an axis
  long stride, origin, direction, spread;
} lorac_patches;

// source [pictures][height][width][channels] → result [end - first][kernel²][channels], for the result's pixels `first`
// to `end`, counted through all pictures.
void lorac_gather_patches(const lorac_patches *shape, const float *source, size_t first, size_t end, float *result);

// source [pictures][height][width][channels] → result of twice the height and width, each pixel four times.
void lorac_upsample(const float *source, size_t pictures, size_t height, size_t width, size_t channels, float *result);

// dx = beta · dx + the sum of the four pixels that came from it.
void lorac_upsample_backward(const float *dy, size_t pictures, size_t height, size_t width, size_t channels,
                             float beta, float *dx);
