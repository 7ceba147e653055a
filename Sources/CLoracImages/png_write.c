// PNG through libpng, with one filter for all rows: the trial of all filters for each row takes longer than compressing,
// and saves little of a photograph.

#include "lorac_png.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "reader.h"

typedef struct png_writer {
  lorac_png_file *file;
  lorac_image_failure *failure;
} png_writer;

static void on_error(png_structp png, png_const_charp message) {
  png_writer *writer = png_get_error_ptr(png);
  if (writer->failure->status == LORAC_IMAGE_FINE) {
    lorac_image_fail(writer->failure, LORAC_IMAGE_UNSUPPORTED, message);
  }
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) { png_error(png, message); }

static void put_bytes(png_structp png, png_bytep bytes, size_t count) {
  png_writer *writer = png_get_io_ptr(png);
  lorac_png_file *file = writer->file;
  if (count > file->capacity - file->count) {
    size_t capacity = file->capacity * 2 > file->count + count ? file->capacity * 2 : file->count + count;
    uint8_t *grown = realloc(file->bytes, capacity);
    if (grown == NULL) {
      lorac_image_fail(writer->failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory for the file");
      png_error(png, "memory");
    }
    file->bytes = grown;
    file->capacity = capacity;
  }
  memcpy(file->bytes + file->count, bytes, count);
  file->count += count;
}

static void flush(png_structp png) { (void)png; }

// After setjmp.
static void write_texts(png_structp png, png_infop info, const lorac_png_text *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool is_ascii = true;
    for (const char *at = texts[i].text; *at != 0; at++) is_ascii = is_ascii && (unsigned char)*at < 128;
    png_text text = {
      .compression = is_ascii ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE,
      .key = (png_charp)(uintptr_t)texts[i].keyword,
      .text = (png_charp)(uintptr_t)texts[i].text,
      .text_length = is_ascii ? strlen(texts[i].text) : 0,
      .itxt_length = is_ascii ? 0 : strlen(texts[i].text),
      .lang = (png_charp)(uintptr_t)"",
      .lang_key = (png_charp)(uintptr_t)"",
    };
    png_set_text(png, info, &text, 1);
  }
}

bool lorac_png_write(
  const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level, const lorac_png_text *texts,
  size_t text_count, lorac_png_file *file, lorac_image_failure *failure) {
  png_writer writer = {file, failure};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error, on_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_write_struct(&png, &info);
    return lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
  }
  if (setjmp(png_jmpbuf(png)) != 0) {
    png_destroy_write_struct(&png, &info);
    return false;
  }
  png_set_write_fn(png, &writer, put_bytes, flush);
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_IHDR(
    png, info, width, height, 8, channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
    PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_PAETH);
  png_set_compression_level(png, level);
  png_set_compression_strategy(png, level == 1 ? Z_RLE : Z_FILTERED);
  png_set_compression_buffer_size(png, 1 << 16);
  write_texts(png, info, texts, text_count);
  png_write_info(png, info);
  for (uint32_t y = 0; y < height; y++) png_write_row(png, pixels + (size_t)y * width * (size_t)channels);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return true;
}
