#include "activation.h"

#include "clones.h"
#include "exponential.h"

// Error function, within 1.5e-7: an odd polynomial up to 1, beyond it 1 - e^(-x²) times a polynomial in 1/(1 + x/2);
// coefficients by interpolation at Chebyshev's points.
LORAC_INLINE float error_function(float x) {
#pragma clang fp contract(fast)
  float a = x < 0 ? -x : x;
  a = a > 4.2f ? 4.2f : a;
  const float u = a * a;
  float p = -9.66704457e-6f;
  p = p * u + 0.00011265959f;
  p = p * u - 0.000848408041f;
  p = p * u + 0.00522103181f;
  p = p * u - 0.0268654307f;
  p = p * u + 0.112837825f;
  p = p * u - 0.376126385f;
  p = p * u + 1.12837917f;
  const float t = 1.0f / (1.0f + 0.5f * a);
  float q = 0.0127606619f;
  q = q * t + 0.0684976576f;
  q = q * t - 0.383313821f;
  q = q * t + 0.477229631f;
  q = q * t - 0.0514259529f;
  q = q * t + 0.327719984f;
  q = q * t + 0.264477021f;
  q = q * t + 0.284265274f;
  q = q * t - 0.000116223761f;
  const float near = a * p;
  const float far = 1.0f - lorac_exp(-u) * q;
  const float value = a < 1.0f ? near : far;
  return x < 0 ? -value : value;
}

LORAC_INLINE float gelu(float x) {
  return 0.5f * x * (1.0f + error_function(x * 0.70710678f));
}

LORAC_INLINE float gelu_derivative(float x) {
  const float density = 0.39894228f * lorac_exp(-0.5f * x * x);
  return 0.5f * (1.0f + error_function(x * 0.70710678f)) + x * density;
}

// x · sigmoid(k x)
LORAC_INLINE float gated(float k, float x) {
  return x * lorac_sigmoid(k * x);
}

LORAC_CLONES static void gated_forward(float k, const float *restrict x, float *restrict result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = gated(k, x[i]);
  }
}

LORAC_CLONES static void gelu_forward(const float *restrict x, float *restrict result, size_t count) {
  for (size_t i = 0; i < count; i++) {
    result[i] = gelu(x[i]);
  }
}

// With beta 0 what stood in dx must not count, not even where it is not a number.
#define ACCUMULATE(dx, beta, value) (dx) = (beta) == 0 ? (value) : (beta) * (dx) + (value)

LORAC_CLONES static void gated_backward(float k, const float *restrict x, const float *restrict dy, float beta,
                                        float *restrict dx, size_t count) {
  for (size_t i = 0; i < count; i++) {
    ACCUMULATE(dx[i], beta, dy[i] * lorac_gated_derivative(k, x[i]));
  }
}

LORAC_CLONES static void gelu_backward(const float *restrict x, const float *restrict dy, float beta,
                                       float *restrict dx, size_t count) {
  for (size_t i = 0; i < count; i++) {
    ACCUMULATE(dx[i], beta, dy[i] * gelu_derivative(x[i]));
  }
}

static const float QUICK = 1.702f;

void lorac_activate(lorac_activation kind, const float *x, float *result, size_t count) {
  switch (kind) {
  case LORAC_SILU:
    gated_forward(1.0f, x, result, count);
    break;
  case LORAC_QUICK_GELU:
    gated_forward(QUICK, x, result, count);
    break;
  case LORAC_GELU:
    gelu_forward(x, result, count);
    break;
  }
}

void lorac_activate_backward(lorac_activation kind, const float *x, const float *dy, float beta, float *dx,
                             size_t count) {
  switch (kind) {
  case LORAC_SILU:
    gated_backward(1.0f, x, dy, beta, dx, count);
    break;
  case LORAC_QUICK_GELU:
    gated_backward(QUICK, x, dy, beta, dx, count);
    break;
  case LORAC_GELU:
    gelu_backward(x, dy, beta, dx, count);
    break;
  }
}

LORAC_CLONES static void geglu_row(const float *restrict value, const float *restrict gate, float *restrict result,
                                   size_t width) {
  for (size_t i = 0; i < width; i++) {
    result[i] = value[i] * gelu(gate[i]);
  }
}

LORAC_CLONES static void geglu_row_backward(const float *restrict value, const float *restrict gate,
                                            const float *restrict dy, float beta, float *restrict dvalue,
                                            float *restrict dgate, size_t width) {
  for (size_t i = 0; i < width; i++) {
    ACCUMULATE(dvalue[i], beta, dy[i] * gelu(gate[i]));
    ACCUMULATE(dgate[i], beta, dy[i] * value[i] * gelu_derivative(gate[i]));
  }
}

void lorac_geglu(const float *x, float *result, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++) {
    geglu_row(x + row * 2 * width, x + row * 2 * width + width, result + row * width, width);
  }
}

void lorac_geglu_backward(const float *x, const float *dy, float beta, float *dx, size_t rows, size_t width) {
  for (size_t row = 0; row < rows; row++) {
    const size_t wide = row * 2 * width;
    geglu_row_backward(x + wide, x + wide + width, dy + row * width, beta, dx + wide, dx + wide + width, width);
  }
}
