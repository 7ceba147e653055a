#pragma once

#include "half.h"

/// `count` numbers in the type `type`, rounded to the nearest, ties to even, as torch's `.to()` does; `result` needs no
/// alignment.
void lorac_narrow(const float *source, size_t count, lorac_element_type type, void *result);
