#pragma once

#include <stddef.h>

/// Makes an anonymous mapping of `old_size` bytes `new_size` bytes long, moving it where it must; NULL if there is no
/// room, and then nothing has changed. mremap(2), which Swift's Glibc module leaves out.
void *lorac_resize_mapping(void *base, size_t old_size, size_t new_size);
