#include "CLoracTestSupport.h"

#include <string.h>

void lorac_test_seeded_numbers(uint64_t state, size_t count, double spread, double center, float *numbers) {
  for (size_t i = 0; i < count; i++) {
    state += 0x9E3779B97F4A7C15;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    numbers[i] = (float)(center + spread * ((double)(z >> 40) / 8388608.0 - 1));
  }
}

void lorac_test_halves(const float *numbers, size_t count, uint16_t *halves) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits, magnitude;
    memcpy(&bits, &numbers[i], 4);
    magnitude = bits & 0x7FFFFFFF;
    uint32_t half;
    if (magnitude < 0x38800000) {
      // Below 2⁻¹⁴ the addition itself rounds to multiples of 2⁻²⁴.
      float sum;
      memcpy(&sum, &magnitude, 4);
      sum += 0.5f;
      memcpy(&half, &sum, 4);
      half -= 0x3F000000;
    } else {
      half = (magnitude - 0x38000000 + 0xFFF + ((magnitude >> 13) & 1)) >> 13;
    }
    halves[i] = (uint16_t)(half | (bits >> 16 & 0x8000));
  }
}

double lorac_test_product(const float *left, const float *right, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += (double)left[i] * (double)right[i];
  return sum;
}
