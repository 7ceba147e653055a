// What the readers of all formats share.

#ifndef LORAC_READER_H
#define LORAC_READER_H

#include "lorac_images.h"
#include "lorac_photo.h"

// The first member of each format's reader.
struct lorac_image_reader {
  uint32_t width, height;
  bool (*read)(lorac_image_reader *reader, uint8_t *rgb, lorac_image_failure *failure);
  void (*close)(lorac_image_reader *reader);

  // For preparation. `read_photo` fills four bytes a pixel (see lorac_photo_read), and is NULL where `read` says it all;
  // `reduce` is NULL where a picture can only be decoded whole.
  bool (*read_photo)(lorac_image_reader *reader, uint8_t *rgba, lorac_image_failure *failure);
  uint32_t (*reduce)(lorac_image_reader *reader, uint32_t denominator);
  lorac_photo_colours colours;
  bool has_alpha;
  // What a PNG file says of its colours; nothing of other formats. The profile lies in the reader.
  struct {
    bool is_srgb, has_gamma, has_chromaticities;
    const uint8_t *profile;
    size_t profile_size;
    double gamma;
    // x and y of white, red, green and blue.
    double chromaticities[8];
  } stated;
};

lorac_image_reader *lorac_png_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
// Reads what the file says of its colours, too.
lorac_image_reader *lorac_png_open_photo(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_jpeg_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_webp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);
lorac_image_reader *lorac_bmp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure);

// Fills in `failure`; `reason` is cut at its size. Returns false.
bool lorac_image_fail(lorac_image_failure *failure, lorac_image_status status, const char *reason);

#endif
