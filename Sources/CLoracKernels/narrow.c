#include "include/narrow.h"

#include "clones.h"
#include <string.h>

LORAC_CLONES static void to_half(const float *restrict source, size_t count, char *restrict result) {
  for (size_t i = 0; i < count; i++) {
    const _Float16 value = (_Float16)source[i];
    memcpy(result + 2 * i, &value, sizeof value);
  }
}

LORAC_CLONES static void to_bfloat(const float *restrict source, size_t count, char *restrict result) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, source + i, sizeof bits);
    // The upper half of a NaN might be an infinity.
    const uint16_t rounded = source[i] != source[i] ? 0x7FC0 : (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    memcpy(result + 2 * i, &rounded, sizeof rounded);
  }
}

void lorac_narrow(const float *source, size_t count, lorac_element_type type, void *result) {
  switch (type) {
  case LORAC_FLOAT32:
    memcpy(result, source, count * sizeof(float));
    break;
  case LORAC_FLOAT16:
    to_half(source, count, result);
    break;
  case LORAC_BFLOAT16:
    to_bfloat(source, count, result);
    break;
  }
}
