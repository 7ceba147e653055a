#pragma once

#include <stddef.h>

// What torch's CPU build makes of uniform numbers, to the last bit of its AVX2 kernels (which AVX-512 machines use too).

/// Turns uniform numbers of 0 ..< 1 into normal ones in place, `blocks` × 16 of them.
///
/// In each block the first 8 give the radius of a Box-Muller pair and the last 8 its angle; 8 cosines and 8 sines result
/// (ATen/native/cpu/DistributionTemplates.h). Logarithm, sine and cosine are the polynomials of the Cephes library, every
/// product that is added to something fused with the addition.
void lorac_normal_from_unit(float *numbers, size_t blocks);

/// Stretches numbers of 0 ..< 1 to `from` ..< `to`: one fused multiplication and addition each; what rounds to `to`
/// becomes `from`.
void lorac_stretch_unit(float *numbers, size_t count, float from, float to);
