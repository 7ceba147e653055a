// JPEG files written.

#ifndef LORAC_JPEG_H
#define LORAC_JPEG_H

#include "lorac_images.h"

// A file in memory; `bytes` belongs to the caller, who frees it.
typedef struct lorac_jpeg_file {
  uint8_t *bytes;
  unsigned long count;
} lorac_jpeg_file;

// Writes a picture of 8-bit red, green and blue. `quality` is libjpeg's, 1 to 100; colours in half the resolution both ways.
// False, with `failure` filled in, where there is no memory or the picture is too large for the format.
bool lorac_jpeg_write(
  const uint8_t *pixels, uint32_t width, uint32_t height, int quality, lorac_jpeg_file *file,
  lorac_image_failure *failure);

#endif
