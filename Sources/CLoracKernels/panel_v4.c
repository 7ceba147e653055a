// Panels with AVX-512.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define LEVEL v4
#define LANES 16
#define TILE 8
#include "panel_template.h"
#pragma clang attribute pop
#endif
