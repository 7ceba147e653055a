// What the readers of all formats share.

#ifndef LORAC_READER_H
#define LORAC_READER_H

#include "lorac_images.h"

// The first member of each format's reader.
struct lorac_image_reader {
  uint32_t width, height;
  bool (*read)(lorac_image_reader *reader, uint8_t *rgb, lorac_image_failure *failure);
  void (*close)(lorac_image_reader *reader);
};

lorac_image_reader *lorac_png_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_jpeg_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_webp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_bmp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);

// Fills in `failure`; `reason` is cut at its size. Returns false.
bool lorac_image_fail(lorac_image_failure *failure, lorac_image_status status, const char *reason);

#endif
