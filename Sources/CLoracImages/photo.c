// Image files to RGBA for preparation; the formats' own files do the work.

#include "lorac_photo.h"

#include <stdlib.h>

#include "lorac_rgba.h"
#include "reader.h"

lorac_photo *lorac_photo_open(
  lorac_image_format format, const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  if (format == LORAC_IMAGE_PNG) return lorac_png_open_photo(bytes, count, failure);
  return lorac_image_open(format, bytes, count, failure);
}

uint32_t lorac_photo_width(const lorac_photo *photo) { return photo->width; }

uint32_t lorac_photo_height(const lorac_photo *photo) { return photo->height; }

lorac_photo_colours lorac_photo_colours_of(const lorac_photo *photo) { return photo->colours; }

bool lorac_photo_has_alpha(const lorac_photo *photo) { return photo->has_alpha; }

uint32_t lorac_photo_reduce(lorac_photo *photo, uint32_t denominator) {
  return photo->reduce == NULL ? 1 : photo->reduce(photo, denominator);
}

bool lorac_photo_read(lorac_photo *photo, uint8_t *rgba, lorac_image_failure *failure) {
  if (photo->read_photo != NULL) return photo->read_photo(photo, rgba, failure);
  size_t pixels = (size_t)photo->width * photo->height;
  uint8_t *rgb = malloc(pixels * 3);
  if (rgb == NULL) return lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory for the picture");
  bool done = photo->read(photo, rgb, failure);
  if (done) lorac_rgba_from_rgb(rgb, pixels, rgba);
  free(rgb);
  return done;
}

void lorac_photo_close(lorac_photo *photo) { photo->close(photo); }
