#pragma once

#include <stddef.h>

/// Copies `outer` matrices of `rows` × `columns`, row-major, so that each becomes `columns` × `rows`.
///
/// Turns a weight stored channels last (out × kernel area × in) into PyTorch's order (out × in × kernel area), and back
/// with rows and columns exchanged. The two must not overlap.
void lorac_transpose(const float *source, float *target, size_t outer, size_t rows, size_t columns);
