// Panels with AVX2 and fused multiplications.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define LEVEL v3
#define LANES 8
#define TILE 6
#include "panel_template.h"
#pragma clang attribute pop
#endif
