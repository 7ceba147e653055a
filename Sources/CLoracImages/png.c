// PNG through libpng, which only undoes compression, filters and interlacing; samples become RGB here, as Pillow
// does it (PngImagePlugin.py, Unpack.c, Convert.c).

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"

typedef struct png_reader {
  lorac_image_reader base;
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, position;
  lorac_image_failure *failure;
  // One row, or the whole picture if it is interlaced.
  uint8_t *samples;
} png_reader;

static void on_error(png_structp png, png_const_charp message) {
  png_reader *reader = png_get_error_ptr(png);
  if (reader->failure->status == LORAC_IMAGE_FINE) {
    lorac_image_fail(reader->failure, LORAC_IMAGE_CORRUPT, message);
  }
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void take_bytes(png_structp png, png_bytep target, size_t count) {
  png_reader *reader = png_get_io_ptr(png);
  if (count > reader->count - reader->position) {
    lorac_image_fail(reader->failure, LORAC_IMAGE_TRUNCATED, "the file ends early");
    png_error(png, "truncated");
  }
  memcpy(target, reader->bytes + reader->position, count);
  reader->position += count;
}

static void png_reader_close(lorac_image_reader *base) {
  png_reader *reader = (png_reader *)base;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader->samples);
  free(reader);
}

// A row of samples to RGB. `palette` has 256 colours, black where the file gives none.
static void convert_row(
  const uint8_t *samples, uint8_t *rgb, uint32_t width, int colour_type, int depth, const png_color *palette) {
  // Gray of 1, 2 or 4 bits is spread over 0...255.
  unsigned scale = depth < 8 ? 255u / ((1u << depth) - 1) : 1;
  size_t bytes = depth == 16 ? 2 : 1;
  for (uint32_t x = 0; x < width; x++, rgb += 3) {
    switch (colour_type) {
      case PNG_COLOR_TYPE_PALETTE: {
        png_color colour = palette[samples[x]];
        rgb[0] = colour.red;
        rgb[1] = colour.green;
        rgb[2] = colour.blue;
        break;
      }
      case PNG_COLOR_TYPE_GRAY:
        // Pillow's mode "I;16" becomes RGB by cutting at 255, not by scaling (Convert.c, I16_RGB).
        if (depth == 16) {
          rgb[0] = samples[2 * x] == 0 ? samples[2 * x + 1] : 255;
        } else {
          rgb[0] = (uint8_t)(samples[x] * scale);
        }
        rgb[1] = rgb[2] = rgb[0];
        break;
      case PNG_COLOR_TYPE_GRAY_ALPHA: rgb[0] = rgb[1] = rgb[2] = samples[2 * bytes * x]; break;
      default: {
        // Of 16-bit samples the upper byte.
        size_t channels = colour_type == PNG_COLOR_TYPE_RGB ? 3 : 4;
        const uint8_t *pixel = samples + channels * bytes * x;
        rgb[0] = pixel[0];
        rgb[1] = pixel[bytes];
        rgb[2] = pixel[2 * bytes];
      }
    }
  }
}

// After setjmp: fills `rgb`.
static void decode(png_reader *reader, uint8_t *rgb) {
  png_structp png = reader->png;
  int depth = png_get_bit_depth(png, reader->info);
  int colour_type = png_get_color_type(png, reader->info);
  png_color palette[256] = {0};
  png_colorp stated;
  int colours = 0;
  if (png_get_PLTE(png, reader->info, &stated, &colours) != 0 && colours > 0) {
    memcpy(palette, stated, (size_t)(colours < 256 ? colours : 256) * sizeof *palette);
  }
  if (depth < 8) png_set_packing(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t row_bytes = png_get_rowbytes(png, reader->info);
  uint32_t width = reader->base.width, height = reader->base.height;
  size_t stored_rows = passes > 1 ? height : 1;
  // Cleared, since libpng leaves pixels of unfinished passes alone.
  reader->samples = calloc(stored_rows, row_bytes);
  if (reader->samples == NULL) {
    lorac_image_fail(reader->failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory for the samples");
    png_error(png, "memory");
  }
  for (int pass = 0; pass < passes - 1; pass++) {
    for (uint32_t y = 0; y < height; y++) png_read_row(png, reader->samples + y * row_bytes, NULL);
  }
  for (uint32_t y = 0; y < height; y++) {
    uint8_t *row = reader->samples + (passes > 1 ? y * row_bytes : 0);
    png_read_row(png, row, NULL);
    convert_row(row, rgb + (size_t)y * width * 3, width, colour_type, depth, palette);
  }
}

static bool png_reader_read(lorac_image_reader *base, uint8_t *rgb, lorac_image_failure *failure) {
  png_reader *reader = (png_reader *)base;
  reader->failure = failure;
  if (setjmp(png_jmpbuf(reader->png)) != 0) return false;
  decode(reader, rgb);
  return true;
}

// For preparation: what libpng can turn into RGBA itself; gray stays gray in three equal samples.
static bool png_reader_read_photo(lorac_image_reader *base, uint8_t *rgba, lorac_image_failure *failure) {
  png_reader *reader = (png_reader *)base;
  png_structp png = reader->png;
  reader->failure = failure;
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t stride = (size_t)base->width * 4;
  if (png_get_rowbytes(png, reader->info) != stride) png_error(png, "its samples have an unknown form");
  // libpng leaves pixels of unfinished passes alone.
  if (passes > 1) memset(rgba, 0, stride * base->height);
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < base->height; y++) png_read_row(png, rgba + y * stride, NULL);
  }
  return true;
}

static void read_stated_colours(png_reader *reader) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  int intent = 0, compression = 0;
  png_charp name;
  png_bytep profile;
  png_uint_32 size = 0;
  if (png_get_iCCP(png, info, &name, &compression, &profile, &size) != 0) {
    reader->base.stated.profile = profile;
    reader->base.stated.profile_size = size;
  }
  reader->base.stated.is_srgb = png_get_sRGB(png, info, &intent) != 0;
  reader->base.stated.has_gamma = png_get_gAMA(png, info, &reader->base.stated.gamma) != 0;
  double *xy = reader->base.stated.chromaticities;
  reader->base.stated.has_chromaticities =
    png_get_cHRM(png, info, &xy[0], &xy[1], &xy[2], &xy[3], &xy[4], &xy[5], &xy[6], &xy[7]) != 0;
}

static lorac_image_reader *begin(
  const uint8_t *bytes, size_t count, bool for_photo, lorac_image_failure *failure) {
  png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
    return NULL;
  }
  reader->base.read = png_reader_read;
  reader->base.close = png_reader_close;
  reader->base.read_photo = png_reader_read_photo;
  reader->bytes = bytes;
  reader->count = count;
  reader->failure = failure;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
    png_reader_close(&reader->base);
    return NULL;
  }
  if (setjmp(png_jmpbuf(reader->png)) != 0) {
    png_reader_close(&reader->base);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, take_bytes);
  // The caller judges the size. Chunks that say nothing about pixels are passed over unread.
  png_set_user_limits(reader->png, 0x7fffffff, 0x7fffffff);
  if (for_photo) {
    static const png_byte chunks[] = "bKGD\0eXIf\0hIST\0iTXt\0oFFs\0pCAL\0sBIT\0sCAL\0sPLT\0sTER\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER, chunks, sizeof chunks / 5);
  } else {
    png_set_keep_unknown_chunks(reader->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  }
  png_read_info(reader->png, reader->info);
  // From here on checksums are not looked at; Pillow does not, either.
  png_set_crc_action(reader->png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
  reader->base.width = png_get_image_width(reader->png, reader->info);
  reader->base.height = png_get_image_height(reader->png, reader->info);
  int colour_type = png_get_color_type(reader->png, reader->info);
  reader->base.colours = (colour_type & PNG_COLOR_MASK_COLOR) != 0 ? LORAC_PHOTO_RGB : LORAC_PHOTO_GRAY;
  reader->base.has_alpha = (colour_type & PNG_COLOR_MASK_ALPHA) != 0
    || png_get_valid(reader->png, reader->info, PNG_INFO_tRNS) != 0;
  if (for_photo) read_stated_colours(reader);
  return &reader->base;
}

lorac_image_reader *lorac_png_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  return begin(bytes, count, false, failure);
}

lorac_image_reader *lorac_png_open_photo(const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  return begin(bytes, count, true, failure);
}
