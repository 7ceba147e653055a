#pragma once

#include <stdbool.h>

/// Whether Intel made the processor.
bool lorac_processor_is_intel(void);

/// Whether the processor has the AVX-512 instructions that OpenBLAS's kernels for it use.
bool lorac_processor_has_avx512(void);

// Whether the processor has what compilers call x86-64-v3, as far as arithmetic goes; false on others.
bool lorac_processor_has_avx2(void);
