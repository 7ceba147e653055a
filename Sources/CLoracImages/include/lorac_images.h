// Image files to 8-bit RGB as Pillow's Image.open(f).convert("RGB") gives it.
//
// Every entry point is safe on any bytes. libpng and libjpeg leave their errors by longjmp; no jump passes a caller
// of these functions.

#ifndef LORAC_IMAGES_H
#define LORAC_IMAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum lorac_image_status {
  LORAC_IMAGE_FINE = 0,
  // The data end before the picture does.
  LORAC_IMAGE_TRUNCATED,
  // The data contradict their format.
  LORAC_IMAGE_CORRUPT,
  // A variant of the format that Pillow refuses too, or that the library on this machine cannot read.
  LORAC_IMAGE_UNSUPPORTED,
  LORAC_IMAGE_OUT_OF_MEMORY,
} lorac_image_status;

typedef enum lorac_image_format {
  LORAC_IMAGE_PNG,
  LORAC_IMAGE_JPEG,
  LORAC_IMAGE_WEBP,
  LORAC_IMAGE_BMP,
} lorac_image_format;

// Why an image could not be read; `reason` is a phrase in English that ends with a zero byte.
typedef struct lorac_image_failure {
  lorac_image_status status;
  char reason[160];
} lorac_image_failure;

typedef struct lorac_image_reader lorac_image_reader;

// Reads the header of the `count` bytes of an image of `format`. The bytes must stay until lorac_image_close.
// No memory in proportion to the picture's stated size is taken yet. NULL and `failure` filled in where it fails.
lorac_image_reader *lorac_image_open(
  lorac_image_format format, const uint8_t *bytes, size_t count, lorac_image_failure *failure);

uint32_t lorac_image_width(const lorac_image_reader *reader);
uint32_t lorac_image_height(const lorac_image_reader *reader);

// Decodes into `rgb`: height rows of width pixels of 3 bytes, without padding. At most one call per reader.
bool lorac_image_read(lorac_image_reader *reader, uint8_t *rgb, lorac_image_failure *failure);

void lorac_image_close(lorac_image_reader *reader);

#endif
