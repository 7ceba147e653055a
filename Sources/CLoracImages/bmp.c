// BMP as Pillow reads it (BmpImagePlugin.py): 1, 4, 8, 16, 24 and 32 bits, bit fields of the layouts it knows,
// run lengths, either direction of rows. No library is in wide use for it.

#include <stdlib.h>
#include <string.h>

#include "reader.h"

enum { RAW = 0, RLE8 = 1, RLE4 = 2, BIT_FIELDS = 3 };

typedef struct bmp_reader {
  lorac_image_reader base;
  const uint8_t *bytes;
  size_t count;
  size_t pixels_at;
  uint32_t bits, compression;
  bool top_down;
  // Red, green, blue of each index; black beyond what the file states.
  uint8_t palette[256][3];
  // The byte of a 32-bit pixel that holds red, green and blue.
  uint8_t place[3];
  // 16-bit pixels have 6 bits of green.
  bool wide_green;
} bmp_reader;

static uint32_t u16(const uint8_t *at) { return at[0] | (uint32_t)at[1] << 8; }

static uint32_t u32(const uint8_t *at) { return u16(at) | u16(at + 2) << 16; }

static void bmp_reader_close(lorac_image_reader *base) { free(base); }

static bool unsupported(lorac_image_failure *failure, const char *reason) {
  return lorac_image_fail(failure, LORAC_IMAGE_UNSUPPORTED, reason);
}

static bool truncated(lorac_image_failure *failure) {
  return lorac_image_fail(failure, LORAC_IMAGE_TRUNCATED, "the file ends early");
}

// The layouts of 32-bit pixels that Pillow knows: masks of red, green, blue, alpha, and the bytes they mean.
static const struct {
  uint32_t masks[4];
  uint8_t place[3];
} layouts[] = {
  {{0xFF0000, 0xFF00, 0xFF, 0}, {2, 1, 0}},
  {{0xFF000000, 0xFF0000, 0xFF00, 0}, {3, 2, 1}},
  {{0xFF000000, 0xFF00, 0xFF, 0}, {3, 1, 0}},
  {{0xFF000000, 0xFF0000, 0xFF00, 0xFF}, {3, 2, 1}},
  {{0xFF, 0xFF00, 0xFF0000, 0xFF000000}, {0, 1, 2}},
  {{0xFF0000, 0xFF00, 0xFF, 0xFF000000}, {2, 1, 0}},
  {{0xFF000000, 0xFF00, 0xFF, 0xFF0000}, {3, 1, 0}},
  {{0, 0, 0, 0}, {2, 1, 0}},
};

static bool choose_layout(bmp_reader *reader, const uint32_t masks[4]) {
  if (reader->bits == 32) {
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
      if (memcmp(layouts[i].masks, masks, sizeof layouts[i].masks) != 0) continue;
      memcpy(reader->place, layouts[i].place, sizeof reader->place);
      return true;
    }
    return false;
  }
  if (reader->bits == 24) return masks[0] == 0xFF0000 && masks[1] == 0xFF00 && masks[2] == 0xFF;
  if (reader->bits != 16 || masks[2] != 0x1F) return false;
  reader->wide_green = masks[0] == 0xF800;
  return reader->wide_green ? masks[1] == 0x7E0 : masks[0] == 0x7C00 && masks[1] == 0x3E0;
}

// Reads the masks, which stand in the header or, with the shortest header, behind it.
static bool read_bit_fields(bmp_reader *reader, uint32_t header_size, lorac_image_failure *failure) {
  uint32_t masks[4] = {0};
  for (uint32_t i = 0; i < (header_size >= 56 ? 4 : 3); i++) {
    size_t at = 14 + 40 + 4 * (size_t)i;
    if (at + 4 > reader->count) return truncated(failure);
    masks[i] = u32(reader->bytes + at);
  }
  if (choose_layout(reader, masks)) return true;
  return unsupported(failure, "its bit fields have a layout that Pillow does not read either");
}

// Reads the `colours` entries of `entry_size` bytes that are there from `at` on.
static bool read_palette(
  bmp_reader *reader, size_t at, uint32_t colours, size_t entry_size, lorac_image_failure *failure) {
  if (colours > 65536) return unsupported(failure, "its palette has more than 65536 colours");
  bool gray = colours <= 256;
  for (uint32_t i = 0; i < colours && i < 256; i++, at += entry_size) {
    if (at + entry_size > reader->count) {
      gray = false;
      break;
    }
    const uint8_t *entry = reader->bytes + at;
    uint8_t *colour = reader->palette[i];
    colour[0] = entry[2];
    colour[1] = entry[1];
    colour[2] = entry[0];
    uint8_t step = (uint8_t)(colours == 2 ? 255 * i : i);
    gray = gray && colour[0] == step && colour[1] == step && colour[2] == step;
  }
  if (!gray) return true;
  // Pillow then ignores the palette and takes indices for grays or, with two colours, anything but 0 for white.
  for (unsigned i = 0; i < 256; i++) memset(reader->palette[i], colours > 2 || i == 0 ? (int)i : 255, 3);
  // Plain pixels it reads with the width of the palette instead of their own.
  if (reader->compression == RAW && reader->bits != (colours <= 2 ? 1 : 8)) {
    return unsupported(failure, "Pillow misreads its gray palette; save it as PNG");
  }
  return true;
}

static bool read_header(bmp_reader *reader, lorac_image_failure *failure) {
  const uint8_t *bytes = reader->bytes;
  if (reader->count < 18) return truncated(failure);
  size_t offset = u32(bytes + 10);
  uint32_t header_size = u32(bytes + 14);
  const uint32_t known[] = {12, 40, 52, 56, 64, 108, 124};
  bool is_known = false;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) is_known = is_known || known[i] == header_size;
  if (!is_known) return unsupported(failure, "its header has a size that Pillow does not know either");
  if (reader->count < 14 + (size_t)header_size) return truncated(failure);

  const uint8_t *header = bytes + 14;
  bool is_old = header_size == 12;
  uint32_t colours = 0;
  if (is_old) {
    reader->base.width = u16(header + 4);
    reader->base.height = u16(header + 6);
    reader->bits = u16(header + 10);
  } else {
    reader->top_down = header[11] == 0xFF;
    reader->base.width = u32(header + 4);
    reader->base.height = reader->top_down ? 0u - u32(header + 8) : u32(header + 8);
    reader->bits = u16(header + 14);
    reader->compression = u32(header + 16);
    colours = u32(header + 32);
  }
  switch (reader->bits) {
    case 1: case 4: case 8: case 16: case 24: case 32: break;
    default: return unsupported(failure, "its pixels have neither 1, 4, 8, 16, 24 nor 32 bits");
  }
  bool has_palette = reader->bits <= 8;
  size_t entry_size = is_old ? 3 : 4;
  size_t palette_at = 14 + (size_t)header_size;
  if (colours == 0 && has_palette) colours = 1u << reader->bits;
  size_t palette_end = palette_at;
  if (has_palette) {
    size_t stated = palette_at + entry_size * colours;
    palette_end = stated < reader->count ? stated : reader->count;
    if (offset == palette_at) offset = stated;
  } else if (reader->compression == BIT_FIELDS && header_size < 52) {
    palette_end += 12;
  }
  reader->pixels_at = offset != 0 ? offset : palette_end;
  reader->place[0] = 2;
  reader->place[1] = 1;

  switch (reader->compression) {
    case RAW: break;
    case RLE8: case RLE4:
      if (!has_palette) return unsupported(failure, "run lengths of pixels without a palette");
      break;
    case BIT_FIELDS:
      if (!read_bit_fields(reader, header_size, failure)) return false;
      break;
    default: return unsupported(failure, "its compression is one that Pillow does not read either");
  }
  return !has_palette || read_palette(reader, palette_at, colours, entry_size, failure);
}

// One row of plain pixels to RGB.
static void convert_row(const bmp_reader *reader, const uint8_t *row, uint8_t *rgb) {
  uint32_t width = reader->base.width;
  for (uint32_t x = 0; x < width; x++, rgb += 3) {
    switch (reader->bits) {
      case 32:
        for (int c = 0; c < 3; c++) rgb[c] = row[4 * (size_t)x + reader->place[c]];
        break;
      case 24:
        for (int c = 0; c < 3; c++) rgb[c] = row[3 * (size_t)x + 2 - (size_t)c];
        break;
      case 16: {
        // Spread over 0...255 by a division that cuts, as in Pillow's Unpack.c.
        uint32_t pixel = u16(row + 2 * (size_t)x);
        rgb[0] = (uint8_t)((pixel >> (reader->wide_green ? 11 : 10) & 31) * 255 / 31);
        rgb[1] = (uint8_t)(reader->wide_green ? (pixel >> 5 & 63) * 255 / 63 : (pixel >> 5 & 31) * 255 / 31);
        rgb[2] = (uint8_t)((pixel & 31) * 255 / 31);
        break;
      }
      default: {
        size_t bit = (size_t)x * reader->bits;
        unsigned index = row[bit / 8] >> (8 - reader->bits - bit % 8) & ((1u << reader->bits) - 1);
        memcpy(rgb, reader->palette[index], 3);
      }
    }
  }
}

static bool read_rows(const bmp_reader *reader, uint8_t *rgb, lorac_image_failure *failure) {
  uint32_t width = reader->base.width, height = reader->base.height;
  size_t row_bits = (size_t)width * reader->bits;
  size_t stride = (row_bits + 31) / 32 * 4;
  for (uint32_t i = 0; i < height; i++) {
    size_t at = reader->pixels_at + i * stride;
    if (at > reader->count || (row_bits + 7) / 8 > reader->count - at) return truncated(failure);
    uint32_t y = reader->top_down ? i : height - 1 - i;
    convert_row(reader, reader->bytes + at, rgb + (size_t)y * width * 3);
  }
  return true;
}

// Where run lengths write to: `filled` of `total` indices in file order, and the column as Pillow counts it.
typedef struct index_buffer {
  uint8_t *indices;
  size_t filled, total, column;
} index_buffer;

static void put(index_buffer *buffer, uint8_t index) {
  if (buffer->filled < buffer->total) buffer->indices[buffer->filled++] = index;
}

// A run of `count` pixels, cut at the row's end.
static void put_run(index_buffer *buffer, const bmp_reader *reader, size_t count, uint8_t value) {
  size_t width = reader->base.width;
  size_t room = buffer->column < width ? width - buffer->column : 0;
  if (buffer->column + count > width) count = room;
  bool halves = reader->compression == RLE4;
  for (size_t i = 0; i < count; i++) {
    put(buffer, halves ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
  }
  buffer->column += count;
}

// Pixels stated one by one; false where the data end or the picture is full. `*at` moves on, to an even place.
static bool put_literal(index_buffer *buffer, const bmp_reader *reader, size_t count, size_t *at) {
  bool halves = reader->compression == RLE4;
  size_t left = buffer->total - buffer->filled;
  size_t used = count < left ? count : left;
  size_t wanted = halves ? (used + 1) / 2 : used;
  size_t there = reader->count - *at < wanted ? reader->count - *at : wanted;
  for (size_t i = 0; i < there; i++) {
    uint8_t byte = reader->bytes[*at + i];
    put(buffer, halves ? byte >> 4 : byte);
    if (halves && 2 * i + 1 < used) put(buffer, byte & 15);
  }
  *at += there;
  if (there < wanted || buffer->filled == buffer->total) return false;
  buffer->column += count;
  *at += *at % 2;
  return true;
}

static void expand_runs(index_buffer *buffer, const bmp_reader *reader) {
  size_t at = reader->pixels_at, width = reader->base.width;
  while (buffer->filled < buffer->total && at < reader->count && reader->count - at >= 2) {
    uint8_t first = reader->bytes[at], second = reader->bytes[at + 1];
    at += 2;
    if (first > 0) {
      put_run(buffer, reader, first, second);
    } else if (second == 0) {
      while (buffer->filled % width != 0) put(buffer, 0);
      buffer->column = 0;
    } else if (second == 1) {
      return;
    } else if (second == 2) {
      if (reader->count - at < 2) return;
      size_t skipped = reader->bytes[at] + reader->bytes[at + 1] * width;
      at += 2;
      for (; skipped > 0 && buffer->filled < buffer->total; skipped--) put(buffer, 0);
      buffer->column = buffer->filled % width;
    } else if (!put_literal(buffer, reader, second, &at)) {
      return;
    }
  }
}

static bool read_runs(const bmp_reader *reader, uint8_t *rgb, lorac_image_failure *failure) {
  uint32_t width = reader->base.width, height = reader->base.height;
  index_buffer buffer = {.total = (size_t)width * height};
  buffer.indices = malloc(buffer.total);
  if (buffer.indices == NULL) return lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory for indices");
  expand_runs(&buffer, reader);
  bool complete = buffer.filled == buffer.total;
  if (!complete) lorac_image_fail(failure, LORAC_IMAGE_TRUNCATED, "its run lengths end before the picture does");
  for (uint32_t i = 0; complete && i < height; i++) {
    const uint8_t *row = buffer.indices + (size_t)i * width;
    uint8_t *target = rgb + (size_t)(reader->top_down ? i : height - 1 - i) * width * 3;
    for (uint32_t x = 0; x < width; x++) memcpy(target + 3 * (size_t)x, reader->palette[row[x]], 3);
  }
  free(buffer.indices);
  return complete;
}

static bool bmp_reader_read(lorac_image_reader *base, uint8_t *rgb, lorac_image_failure *failure) {
  bmp_reader *reader = (bmp_reader *)base;
  bool has_runs = reader->compression == RLE8 || reader->compression == RLE4;
  return has_runs ? read_runs(reader, rgb, failure) : read_rows(reader, rgb, failure);
}

lorac_image_reader *lorac_bmp_open(const uint8_t *bytes, size_t count, lorac_image_failure *failure) {
  bmp_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    lorac_image_fail(failure, LORAC_IMAGE_OUT_OF_MEMORY, "no memory");
    return NULL;
  }
  reader->base.read = bmp_reader_read;
  reader->base.close = bmp_reader_close;
  reader->base.colours = LORAC_PHOTO_RGB;
  reader->bytes = bytes;
  reader->count = count;
  if (!read_header(reader, failure)) {
    free(reader);
    return NULL;
  }
  return &reader->base;
}
