// JPEG through libjpeg-turbo, set as Pillow sets it (JpegDecode.c): accurate DCT, smooth upsampling, no colour
// management, corrupt data repaired silently, data that end early refused.

#include <stddef.h>
#include <stdio.h>
// After stdio.h, whose FILE it needs.
#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>

#include "reader.h"

// More scans than any encoder writes; a small file may otherwise ask for hours of work.
enum { MOST_SCANS = 1000 };

typedef struct jpeg_reader {
  lorac_image_reader base;
  struct jpeg_decompress_struct decoder;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  lorac_image_failure *failure;
  uint8_t *row;
} jpeg_reader;

static jpeg_reader *owner(j_common_ptr decoder) { return decoder->client_data; }

static void on_error(j_common_ptr decoder) {
  jpeg_reader *reader = owner(decoder);
  if (reader->failure->status == LORAC_IMAGE_FINE) {
    int code = decoder->err->msg_code;
    bool unsupported = code == JERR_SOF_UNSUPPORTED || code == JERR_BAD_PRECISION || code == JERR_CCIR601_NOTIMPL
      || code == JERR_CONVERSION_NOTIMPL || code == JERR_FRACT_SAMPLE_NOTIMPL || code == JERR_ARITH_NOTIMPL
      || code == JERR_NOTIMPL || code == JERR_NOT_COMPILED;
    lorac_image_status status = unsupported ? LORAC_IMAGE_UNSUPPORTED : LORAC_IMAGE_CORRUPT;
    if (code == JERR_OUT_OF_MEMORY) status = LORAC_IMAGE_OUT_OF_MEMORY;
    char message[JMSG_LENGTH_MAX];
    decoder->err->format_message(decoder, message);
    lorac_image_fail(reader->failure, status, message);
  }
  longjmp(reader->jump, 1);
}

static void on_message(j_common_ptr decoder) { (void)decoder; }

static void on_source(j_decompress_ptr decoder) { (void)decoder; }

// All bytes were there from the start: libjpeg suspends, which ends the reading.
static boolean no_more_bytes(j_decompress_ptr decoder) {
  (void)decoder;
  return FALSE;
}

static void skip_bytes(j_decompress_ptr decoder, long count) {
  struct jpeg_source_mgr *source = decoder->src;
  if (count <= 0) return;
  size_t skipped = (size_t)count < source->bytes_in_buffer ? (size_t)count : source->bytes_in_buffer;
  source->next_input_byte += skipped;
  source->bytes_in_buffer -= skipped;
}

static void on_progress(j_common_ptr decoder) {
  if (((j_decompress_ptr)decoder)->input_scan_number > MOST_SCANS) {
    lorac_image_fail(owner(decoder)->failure, LORAC_IMAGE_CORRUPT, "it has more than 1000 scans");
    decoder->err->error_exit(decoder);
  }
}

static bool truncated(jpeg_reader *reader) {
  return lorac_image_fail(reader->failure, LORAC_IMAGE_TRUNCATED, "the file ends early");
}

static void jpeg_reader_close(lorac_image_reader *base) {
  jpeg_reader *reader = (jpeg_reader *)base;
  jpeg_destroy_decompress(&reader->decoder);
  free(reader->row);
  free(reader);
}

// a·b/255, rounded as Pillow's MULDIV255 rounds.
static unsigned scaled(unsigned a, unsigned b) {
  unsigned product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

// Pillow takes Adobe's inverted CMYK for granted (JpegImagePlugin.py, "CMYK;I"), then Convert.c's cmyk2rgb.
static void convert_cmyk(const uint8_t *row, uint8_t *rgb, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, row += 4, rgb += 3) {
    unsigned light = row[3];
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)(light - scaled(255u - row[c], light));
  }
}

static void convert_gray(const uint8_t *row, uint8_t *rgb, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, rgb += 3) rgb[0] = rgb[1] = rgb[2] = row[x];
}

static bool jpeg_reader_read(lorac_image_reader *base, uint8_t *rgb, lorac_image_failure *failure) {
  jpeg_reader *reader = (jpeg_reader *)base;
  j_decompress_ptr decoder = &reader->decoder;
  reader->failure = failure;
  uint32_t width = base->width;
  if (decoder->num_components != 3) {
    reader->row = malloc((size_t)width * 4);
    if (reader->row == NULL) return lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory for a row");
  }
  if (setjmp(reader->jump) != 0) return false;
  if (!jpeg_start_decompress(decoder)) return truncated(reader);
  for (uint32_t y = 0; y < base->height; y++) {
    uint8_t *target = rgb + (size_t)y * width * 3;
    JSAMPROW row = reader->row != NULL ? reader->row : target;
    if (jpeg_read_scanlines(decoder, &row, 1) != 1) return truncated(reader);
    if (decoder->num_components == 4) {
      convert_cmyk(row, target, width);
    } else if (decoder->num_components == 1) {
      convert_gray(row, target, width);
    }
  }
  // Nonsense behind the picture is an error to Pillow, a missing end is not.
  (void)jpeg_finish_decompress(decoder);
  return true;
}

static uint32_t jpeg_reader_reduce(lorac_image_reader *base, uint32_t denominator) {
  jpeg_reader *reader = (jpeg_reader *)base;
  j_decompress_ptr decoder = &reader->decoder;
  lorac_image_failure unused = {0};
  reader->failure = &unused;
  if (setjmp(reader->jump) != 0) return decoder->scale_denom;
  decoder->scale_num = 1;
  decoder->scale_denom = denominator;
  jpeg_calc_output_dimensions(decoder);
  base->width = decoder->output_width;
  base->height = decoder->output_height;
  return denominator;
}

// For preparation: four bytes a pixel, straight from libjpeg-turbo's vectorized conversions.
static bool jpeg_reader_read_photo(lorac_image_reader *base, uint8_t *rgba, lorac_image_failure *failure) {
  jpeg_reader *reader = (jpeg_reader *)base;
  j_decompress_ptr decoder = &reader->decoder;
  reader->failure = failure;
  size_t stride = (size_t)base->width * 4;
  if (setjmp(reader->jump) != 0) return false;
  if (decoder->num_components != 4) decoder->out_color_space = JCS_EXT_RGBA;
  if (!jpeg_start_decompress(decoder)) return truncated(reader);
  while (decoder->output_scanline < decoder->output_height) {
    JSAMPROW rows[16];
    uint32_t first = decoder->output_scanline, left = decoder->output_height - first;
    uint32_t count = left < 16 ? left : 16;
    for (uint32_t i = 0; i < count; i++) rows[i] = rgba + (first + i) * stride;
    if (jpeg_read_scanlines(decoder, rows, count) == 0) return truncated(reader);
  }
  (void)jpeg_finish_decompress(decoder);
  return true;
}

// After setjmp: reads the header and chooses the colours to decode to.
static bool read_header(jpeg_reader *reader) {
  j_decompress_ptr decoder = &reader->decoder;
  int status;
  do { status = jpeg_read_header(decoder, FALSE); } while (status == JPEG_HEADER_TABLES_ONLY);
  if (status == JPEG_SUSPENDED) return truncated(reader);
  switch (decoder->num_components) {
    case 1: decoder->out_color_space = JCS_GRAYSCALE; break;
    case 3: decoder->out_color_space = JCS_RGB; break;
    case 4: decoder->out_color_space = JCS_CMYK; break;
    default:
      return lorac_image_fail(
        reader->failure, LORAC_IMAGE_UNSUPPORTED, "it has neither 1, 3 nor 4 colour components");
  }
  const lorac_photo_colours colours[] = {
    [1] = LORAC_PHOTO_GRAY, [3] = LORAC_PHOTO_RGB, [4] = LORAC_PHOTO_CMYK,
  };
  reader->base.colours = colours[decoder->num_components];
  reader->base.width = decoder->image_width;
  reader->base.height = decoder->image_height;
  return true;
}

lorac_image_reader *lorac_jpeg_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
    return NULL;
  }
  reader->base.read = jpeg_reader_read;
  reader->base.close = jpeg_reader_close;
  reader->base.read_photo = jpeg_reader_read_photo;
  reader->base.reduce = jpeg_reader_reduce;
  reader->failure = failure;
  reader->decoder.err = jpeg_std_error(&reader->errors);
  reader->decoder.client_data = reader;
  reader->errors.error_exit = on_error;
  reader->errors.output_message = on_message;
  reader->progress.progress_monitor = on_progress;
  reader->source = (struct jpeg_source_mgr){
    .next_input_byte = bytes,
    .bytes_in_buffer = count,
    .init_source = on_source,
    .fill_input_buffer = no_more_bytes,
    .skip_input_data = skip_bytes,
    .resync_to_restart = jpeg_resync_to_restart,
    .term_source = on_source,
  };
  if (setjmp(reader->jump) != 0) {
    jpeg_reader_close(&reader->base);
    return NULL;
  }
  jpeg_create_decompress(&reader->decoder);
  reader->decoder.client_data = reader;
  reader->decoder.src = &reader->source;
  reader->decoder.progress = &reader->progress;
  if (!read_header(reader)) {
    jpeg_reader_close(&reader->base);
    return NULL;
  }
  return &reader->base;
}
