// Image files to 8-bit RGBA for preparation: nothing of the picture is lost that a viewer would show.
//
// A second road beside lorac_images.h, which repeats Pillow's convert("RGB"). Pictures here are `height` rows of
// `width` pixels of 4 bytes: red, green, blue and straight alpha. Every entry point is safe on any bytes.

#ifndef LORAC_PHOTO_H
#define LORAC_PHOTO_H

#include "lorac_images.h"

// What the samples of a file are, and so what its profile must speak of.
typedef enum lorac_photo_colours {
  LORAC_PHOTO_GRAY,
  LORAC_PHOTO_RGB,
  LORAC_PHOTO_CMYK,
} lorac_photo_colours;

typedef struct lorac_image_reader lorac_photo;

// Reads the header, as lorac_image_open does. The bytes must stay until lorac_photo_close.
lorac_photo *lorac_photo_open(
  lorac_image_format format, const uint8_t *bytes, size_t count, lorac_image_failure *failure);

// The size of the stored picture, which orientation may turn.
uint32_t lorac_photo_width(const lorac_photo *photo);
uint32_t lorac_photo_height(const lorac_photo *photo);
lorac_photo_colours lorac_photo_colours_of(const lorac_photo *photo);
bool lorac_photo_has_alpha(const lorac_photo *photo);

// Asks for a picture of 1/denominator of each side (1, 2, 4 or 8), rounded up; only JPEG files can. Changes width
// and height, and returns the denominator that will be used.
uint32_t lorac_photo_reduce(lorac_photo *photo, uint32_t denominator);

// Decodes into `rgba`. Gray is in red, green and blue alike; CMYK fills the four bytes, 0 being full ink, until
// lorac_photo_to_srgb. At most one call.
bool lorac_photo_read(lorac_photo *photo, uint8_t *rgba, lorac_image_failure *failure);

void lorac_photo_close(lorac_photo *photo);

typedef enum lorac_photo_conversion {
  // The colours are sRGB, or nothing says that they are not.
  LORAC_PHOTO_IS_SRGB,
  LORAC_PHOTO_CONVERTED,
  // There is a profile, but it is broken or belongs to other colours: taken for sRGB.
  LORAC_PHOTO_PROFILE_UNUSABLE,
} lorac_photo_conversion;

// Turns the samples that lorac_photo_read left in `rgba` to sRGB, by `profile` (an ICC profile of `size` bytes that the
// container holds, or none) or else by what the PNG file itself says. CMYK without profile becomes RGB as in Pillow.
lorac_photo_conversion lorac_photo_to_srgb(
  const lorac_photo *photo, const uint8_t *profile, size_t size, uint8_t *rgba, size_t pixels);

#endif
