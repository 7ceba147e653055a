#include "reader.h"

#include <stdio.h>

lorac_image_reader *lorac_image_open(
  lorac_image_format format, const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  switch (format) {
    case LORAC_IMAGE_PNG: return lorac_png_open(bytes, count, failure);
    case LORAC_IMAGE_JPEG: return lorac_jpeg_open(bytes, count, failure);
    case LORAC_IMAGE_WEBP: return lorac_webp_open(bytes, count, failure);
    case LORAC_IMAGE_BMP: return lorac_bmp_open(bytes, count, failure);
  }
  lorac_image_fail(failure, LORAC_IMAGE_UNSUPPORTED, "unknown format");
  return NULL;
}

uint32_t lorac_image_width(const lorac_image_reader *reader) { return reader->width; }

uint32_t lorac_image_height(const lorac_image_reader *reader) { return reader->height; }

bool lorac_image_read(lorac_image_reader *reader, uint8_t *rgb, lorac_image_failure *failure) {
  return reader->read(reader, rgb, failure);
}

void lorac_image_close(lorac_image_reader *reader) { reader->close(reader); }

bool lorac_image_fail(lorac_image_failure *failure, lorac_image_status status, const char *reason) {
  failure->status = status;
  snprintf(failure->reason, sizeof failure->reason, "%s", reason);
  return false;
}
