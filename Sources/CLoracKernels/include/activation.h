#pragma once

#include <stddef.h>

typedef enum {
  LORAC_SILU = 0,        // x · sigmoid(x)
  LORAC_QUICK_GELU = 1,  // x · sigmoid(1.702 x)
  LORAC_GELU = 2         // x · Φ(x), with the error function
} lorac_activation;

// result[i] = f(x[i])
void lorac_activate(lorac_activation kind, const float *x, float *result, size_t count);

// dx[i] = beta · dx[i] + dy[i] · f'(x[i])
void lorac_activate_backward(lorac_activation kind, const float *x, const float *dy, float beta, float *dx,
                             size_t count);

// x [rows][2 width] → result [rows][width]: the first half times GELU of the second.
void lorac_geglu(const float *x, float *result, size_t rows, size_t width);

// dx [rows][2 width] = beta · dx + derivative · dy [rows][width]
void lorac_geglu_backward(const float *x, const float *dy, float beta, float *dx, size_t rows, size_t width);
