// PNG files written.

#ifndef LORAC_PNG_H
#define LORAC_PNG_H

#include "lorac_images.h"

// A text chunk: `keyword` of 1 to 79 Latin-1 characters, `text` in UTF-8; both end with a zero byte.
typedef struct lorac_png_text {
  const char *keyword;
  const char *text;
} lorac_png_text;

// A growing file in memory; `bytes` belongs to the caller, who frees it.
typedef struct lorac_png_file {
  uint8_t *bytes;
  size_t count, capacity;
} lorac_png_file;

// Writes a picture of 3 or 4 `channels` with 8 bits each. `level` is zlib's. False, with `failure` filled in, where there is
// no memory or a text is not allowed.
bool lorac_png_write(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level, const lorac_png_text *texts,
  size_t text_count, lorac_png_file *file, lorac_image_failure *failure);

#endif
