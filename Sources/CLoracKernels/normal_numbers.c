#include "include/normal_numbers.h"

#include "clones.h"

LORAC_INLINE float fused(float a, float b, float c) { return __builtin_elementwise_fma(a, b, c); }

LORAC_INLINE int32_t bits_of(float number) {
  int32_t bits;
  __builtin_memcpy(&bits, &number, sizeof bits);
  return bits;
}

LORAC_INLINE float from_bits(int32_t bits) {
  float number;
  __builtin_memcpy(&number, &bits, sizeof number);
  return number;
}

// For 0 < number <= 1.
LORAC_INLINE float logarithm(float number) {
  number = number < 0x1p-126f ? 0x1p-126f : number;
  int32_t bits = bits_of(number);
  float exponent = (float)((bits >> 23) - 127) + 1.0f;
  float mantissa = from_bits((bits & ~0x7F800000) | 0x3F000000);
  int small = mantissa < 0.707106781186547524f;
  exponent = exponent - (small ? 1.0f : 0.0f);
  float x = (mantissa - 1.0f) + (small ? mantissa : 0.0f);
  float square = x * x;
  float y = 7.0376836292e-2f;
  y = fused(y, x, -1.1514610310e-1f);
  y = fused(y, x, 1.1676998740e-1f);
  y = fused(y, x, -1.2420140846e-1f);
  y = fused(y, x, 1.4249322787e-1f);
  y = fused(y, x, -1.6668057665e-1f);
  y = fused(y, x, 2.0000714765e-1f);
  y = fused(y, x, -2.4999993993e-1f);
  y = fused(y, x, 3.3333331174e-1f);
  y = y * x;
  y = fused(y, square, exponent * -2.12194440e-4f);
  y = y - square * 0.5f;
  x = x + y;
  return fused(exponent, 0.693359375f, x);
}

// For 0 <= angle < 7. Octants are joined in pairs, so the polynomials run from -π/4 to π/4.
LORAC_INLINE void sine_and_cosine(float angle, float *sine, float *cosine) {
  int32_t octant = ((int32_t)(angle * 1.27323954473516f) + 1) & ~1;
  float turns = (float)octant;
  float x = fused(turns, -0.78515625f, angle);
  x = fused(turns, -2.4187564849853515625e-4f, x);
  x = fused(turns, -3.77489497744594108e-8f, x);
  int32_t sine_sign = (int32_t)((uint32_t)(octant & 4) << 29);
  int32_t cosine_sign = (int32_t)((uint32_t)(~(octant - 2) & 4) << 29);
  float z = x * x;
  float c = fused(2.443315711809948e-5f, z, -1.388731625493765e-3f);
  c = fused(c, z, 4.166664568298827e-2f);
  c = fused(c * z, z, -(z * 0.5f)) + 1.0f;
  float s = fused(-1.9515295891e-4f, z, 8.3321608736e-3f);
  s = fused(s, z, -1.6666654611e-1f) * z;
  s = fused(s, x, x);
  int straight = (octant & 2) == 0;
  *sine = from_bits(bits_of(straight ? s : c) ^ sine_sign);
  *cosine = from_bits(bits_of(straight ? c : s) ^ cosine_sign);
}

LORAC_CLONES
void lorac_normal_from_unit(float *numbers, size_t blocks) {
  for (size_t block = 0; block < blocks; block++) {
    float *first = numbers + 16 * block;
    float *second = first + 8;
    for (size_t i = 0; i < 8; i++) {
      float radius = __builtin_elementwise_sqrt(-2.0f * logarithm(1.0f - first[i]));
      float sine, cosine;
      sine_and_cosine(6.28318530717958647692f * second[i], &sine, &cosine);
      first[i] = radius * cosine;
      second[i] = radius * sine;
    }
  }
}

LORAC_CLONES
void lorac_stretch_unit(float *numbers, size_t count, float from, float to) {
  float range = to - from;
  for (size_t i = 0; i < count; i++) {
    float number = fused(numbers[i], range, from);
    numbers[i] = number < to ? number : from;
  }
}
