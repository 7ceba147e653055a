#pragma once

#include "clones.h"
#include <stdint.h>
#include <string.h>

// e^x for loops that the compiler vectorises; at most 2 units in the last place from the true value for -87 < x < 88,
// held at the value of the nearer end beyond. What is not a number stays so.
LORAC_INLINE float lorac_exp(float x) {
#pragma clang fp contract(fast)
  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  // Adding and subtracting 1.5·2^23 rounds to the nearest whole number.
  const float shifted = x * 1.44269504f + 12582912.0f;
  const float n = shifted - 12582912.0f;
  // ln 2 in two parts, the first of which n multiplies without rounding.
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  // Taylor's series; |r| <= ln(2)/2 leaves an error below 2^-26.
  float p = 1.0f / 5040.0f;
  p = p * r + 1.0f / 720.0f;
  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  // The last bits of `shifted` are those of n; shifted to where a float has its exponent, they make 2^n.
  uint32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 127u) << 23;
  float power;
  memcpy(&power, &bits, sizeof power);
  return p * power;
}

LORAC_INLINE float lorac_sigmoid(float x) {
  return 1.0f / (1.0f + lorac_exp(-x));
}

// The derivative of x · sigmoid(k x); 1 - sigmoid comes from the exponential, since a difference would lose its digits.
LORAC_INLINE float lorac_gated_derivative(float k, float x) {
  const float e = lorac_exp(-k * x);
  const float s = 1.0f / (1.0f + e);
  return s * (1.0f + k * x * (e * s));
}
