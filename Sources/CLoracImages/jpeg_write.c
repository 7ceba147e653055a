// JPEG through libjpeg-turbo, with its fixed Huffman tables replaced by the best ones for each picture.

#include "lorac_jpeg.h"

#include <stddef.h>
#include <stdio.h>
// After stdio.h, whose FILE they need.
#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <stdlib.h>

#include "reader.h"

typedef struct jpeg_writer {
  struct jpeg_compress_struct encoder;
  struct jpeg_error_mgr errors;
  jmp_buf jump;
  lorac_image_failure *failure;
} jpeg_writer;

static void on_error(j_common_ptr encoder) {
  jpeg_writer *writer = encoder->client_data;
  char message[JMSG_LENGTH_MAX];
  encoder->err->format_message(encoder, message);
  bool is_memory = encoder->err->msg_code == JERR_OUT_OF_MEMORY;
  lorac_image_fail(writer->failure, is_memory ? LORAC_IMAGE_OUT_OF_MEMORY : LORAC_IMAGE_UNSUPPORTED, message);
  longjmp(writer->jump, 1);
}

static void on_message(j_common_ptr encoder) { (void)encoder; }

bool lorac_jpeg_write(
  const uint8_t *pixels, uint32_t width, uint32_t height, int quality, lorac_jpeg_file *file,
  lorac_image_failure *failure) {
  jpeg_writer writer = {.failure = failure};
  writer.encoder.err = jpeg_std_error(&writer.errors);
  writer.errors.error_exit = on_error;
  writer.errors.output_message = on_message;
  writer.encoder.client_data = &writer;
  if (setjmp(writer.jump) != 0) {
    jpeg_destroy_compress(&writer.encoder);
    // libjpeg may have replaced the memory without saying so yet; only without memory it gets here with any.
    file->bytes = NULL;
    return false;
  }
  jpeg_create_compress(&writer.encoder);
  jpeg_mem_dest(&writer.encoder, &file->bytes, &file->count);
  writer.encoder.image_width = width;
  writer.encoder.image_height = height;
  writer.encoder.input_components = 3;
  writer.encoder.in_color_space = JCS_RGB;
  jpeg_set_defaults(&writer.encoder);
  jpeg_set_quality(&writer.encoder, quality, TRUE);
  writer.encoder.optimize_coding = TRUE;
  jpeg_start_compress(&writer.encoder, TRUE);
  while (writer.encoder.next_scanline < height) {
    JSAMPROW row = (JSAMPROW)(uintptr_t)(pixels + (size_t)writer.encoder.next_scanline * width * 3);
    jpeg_write_scanlines(&writer.encoder, &row, 1);
  }
  jpeg_finish_compress(&writer.encoder);
  jpeg_destroy_compress(&writer.encoder);
  return true;
}
