#define _GNU_SOURCE
#include "include/mapping.h"

#include <sys/mman.h>

void *lorac_resize_mapping(void *base, size_t old_size, size_t new_size) {
  void *address = mremap(base, old_size, new_size, MREMAP_MAYMOVE);
  return address == MAP_FAILED ? NULL : address;
}
