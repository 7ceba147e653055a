#include "attention.h"

#include "clones.h"
#include "exponential.h"
#include <math.h>

// Maxima that are kept side by side: the compiler does not vectorise a single one, whose answer for what is not a number
// depends on the order.
enum { LANES = 16 };

LORAC_CLONES static float largest(const float *restrict x, size_t count) {
  float maxima[LANES];
  for (size_t lane = 0; lane < LANES; lane++) {
    maxima[lane] = x[0];
  }
  const size_t whole = count - count % LANES;
  for (size_t i = 0; i < whole; i += LANES) {
    for (size_t lane = 0; lane < LANES; lane++) {
      maxima[lane] = x[i + lane] > maxima[lane] ? x[i + lane] : maxima[lane];
    }
  }
  float value = maxima[0];
  for (size_t lane = 1; lane < LANES; lane++) {
    value = maxima[lane] > value ? maxima[lane] : value;
  }
  for (size_t i = whole; i < count; i++) {
    value = x[i] > value ? x[i] : value;
  }
  return value;
}

LORAC_CLONES static void exponentials(float *restrict x, float scale, float subtracted, size_t count) {
  for (size_t i = 0; i < count; i++) {
    x[i] = lorac_exp(x[i] * scale - subtracted);
  }
}

LORAC_CLONES static float total(const float *restrict x, size_t count) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (size_t i = 0; i < count; i++) {
    sum += x[i];
  }
  return sum;
}

LORAC_CLONES static void multiply_by(float *restrict x, float factor, size_t count) {
  for (size_t i = 0; i < count; i++) {
    x[i] *= factor;
  }
}

static size_t seen_by(size_t row, size_t columns, size_t visible) {
  return visible + row < columns ? visible + row : columns;
}

static void hide(float *row, size_t seen, size_t columns) {
  for (size_t i = seen; i < columns; i++) {
    row[i] = 0;
  }
}

void lorac_softmax(float *scores, size_t rows, size_t columns, size_t stride, float scale, size_t visible,
                   float *logarithms) {
  for (size_t r = 0; r < rows; r++) {
    float *row = scores + r * stride;
    const size_t seen = seen_by(r, columns, visible);
    const float maximum = largest(row, seen) * scale;
    exponentials(row, scale, maximum, seen);
    const float sum = total(row, seen);
    multiply_by(row, 1.0f / sum, seen);
    hide(row, seen, columns);
    logarithms[r] = maximum + logf(sum);
  }
}

void lorac_softmax_again(float *scores, size_t rows, size_t columns, size_t stride, float scale, size_t visible,
                         const float *logarithms) {
  for (size_t r = 0; r < rows; r++) {
    float *row = scores + r * stride;
    const size_t seen = seen_by(r, columns, visible);
    exponentials(row, scale, logarithms[r], seen);
    hide(row, seen, columns);
  }
}

LORAC_CLONES static float inner_product(const float *restrict a, const float *restrict b, size_t count) {
#pragma clang fp reassociate(on)
  float sum = 0;
  for (size_t i = 0; i < count; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

LORAC_CLONES static void gradient_row(const float *restrict probability, float *restrict gradient, float inner,
                                      float scale, size_t columns) {
  for (size_t i = 0; i < columns; i++) {
    gradient[i] = scale * probability[i] * (gradient[i] - inner);
  }
}

void lorac_softmax_backward(const float *probabilities, float *gradient, size_t rows, size_t columns, size_t stride,
                            const float *output, const float *output_gradient, size_t output_stride, size_t width,
                            float scale) {
  for (size_t r = 0; r < rows; r++) {
    const float inner = inner_product(output + r * output_stride, output_gradient + r * output_stride, width);
    gradient_row(probabilities + r * stride, gradient + r * stride, inner, scale, columns);
  }
}
