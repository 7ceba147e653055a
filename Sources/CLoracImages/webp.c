// WebP through libwebp's animation decoder, which Pillow uses for still pictures too (_webp.c): the first frame on
// a transparent canvas, alpha dropped.

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "reader.h"

typedef struct webp_reader {
  lorac_image_reader base;
  const uint8_t *bytes;
  size_t count;
} webp_reader;

static void webp_reader_close(lorac_image_reader *base) { free(base); }

// The first frame of `reader` as RGBA on its whole canvas, which lives as long as the decoder; NULL and `failure` filled in
// where it fails. The caller deletes the decoder.
static WebPAnimDecoder *webp_first_frame(
  const webp_reader *reader, uint8_t **canvas, lorac_image_failure *failure) {
  WebPAnimDecoderOptions options;
  if (!WebPAnimDecoderOptionsInit(&options)) {
    lorac_image_fail(failure, LORAC_IMAGE_UNSUPPORTED, "this libwebp is of another version");
    return NULL;
  }
  options.color_mode = MODE_RGBA;
  WebPData data = {reader->bytes, reader->count};
  WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
  if (decoder == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_CORRUPT, "its chunks are incomplete or contradict each other");
    return NULL;
  }
  int time;
  if (WebPAnimDecoderGetNext(decoder, canvas, &time)) return decoder;
  lorac_image_fail(failure, LORAC_IMAGE_CORRUPT, "its picture data are broken");
  WebPAnimDecoderDelete(decoder);
  return NULL;
}

static bool webp_reader_read(lorac_image_reader *base, uint8_t *rgb, lorac_image_failure *failure) {
  uint8_t *canvas;
  WebPAnimDecoder *decoder = webp_first_frame((webp_reader *)base, &canvas, failure);
  if (decoder == NULL) return false;
  size_t pixels = (size_t)base->width * base->height;
  for (size_t i = 0; i < pixels; i++, rgb += 3, canvas += 4) {
    rgb[0] = canvas[0];
    rgb[1] = canvas[1];
    rgb[2] = canvas[2];
  }
  WebPAnimDecoderDelete(decoder);
  return true;
}

// For preparation: alpha is kept. A picture without animation is decoded straight into its place.
static bool webp_reader_read_photo(lorac_image_reader *base, uint8_t *rgba, lorac_image_failure *failure) {
  webp_reader *reader = (webp_reader *)base;
  size_t stride = (size_t)base->width * 4;
  WebPBitstreamFeatures features;
  VP8StatusCode status = WebPGetFeatures(reader->bytes, reader->count, &features);
  bool is_still = status == VP8_STATUS_OK && !features.has_animation && (uint32_t)features.width == base->width
    && (uint32_t)features.height == base->height;
  if (is_still) {
    if (WebPDecodeRGBAInto(reader->bytes, reader->count, rgba, stride * base->height, (int)stride) != NULL) return true;
    return lorac_image_fail(failure, LORAC_IMAGE_CORRUPT, "its picture data are broken");
  }
  uint8_t *canvas;
  WebPAnimDecoder *decoder = webp_first_frame(reader, &canvas, failure);
  if (decoder == NULL) return false;
  memcpy(rgba, canvas, stride * base->height);
  WebPAnimDecoderDelete(decoder);
  return true;
}

lorac_image_reader *lorac_webp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  WebPData data = {bytes, count};
  WebPDemuxState state;
  WebPDemuxer *demuxer = WebPDemuxPartial(&data, &state);
  uint32_t width = 0, height = 0, frames = 0, flags = 0;
  if (demuxer != NULL) {
    width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
    height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
    frames = WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT);
    flags = WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS);
    WebPDemuxDelete(demuxer);
  }
  if (state != WEBP_DEMUX_DONE) {
    bool broken = state == WEBP_DEMUX_PARSE_ERROR;
    lorac_image_fail(
      failure, broken ? LORAC_IMAGE_CORRUPT : LORAC_IMAGE_TRUNCATED,
      broken ? "its chunks contradict each other" : "the file ends early");
    return NULL;
  }
  if (frames == 0) {
    lorac_image_fail(failure, LORAC_IMAGE_CORRUPT, "it holds no picture");
    return NULL;
  }
  webp_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
    return NULL;
  }
  reader->base = (lorac_image_reader){
    .width = width,
    .height = height,
    .read = webp_reader_read,
    .close = webp_reader_close,
    .read_photo = webp_reader_read_photo,
    .colours = LORAC_PHOTO_RGB,
    .has_alpha = (flags & ALPHA_FLAG) != 0 || (flags & ANIMATION_FLAG) != 0,
  };
  reader->bytes = bytes;
  reader->count = count;
  return &reader->base;
}
