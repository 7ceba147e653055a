#include "include/mersenne_twister.h"

#include "clones.h"

enum { SIZE = 624, OFFSET = 397 };

LORAC_INLINE uint32_t mixed(uint32_t upper, uint32_t lower) {
  uint32_t joined = (upper & 0x80000000u) | (lower & 0x7FFFFFFFu);
  return (joined >> 1) ^ ((0u - (joined & 1u)) & 0x9908B0DFu);
}

LORAC_INLINE uint32_t tempered(uint32_t word) {
  word ^= word >> 11;
  word ^= (word << 7) & 0x9D2C5680u;
  word ^= (word << 15) & 0xEFC60000u;
  return word ^ (word >> 18);
}

// The loops read no word that they have changed less than 227 words ago, so they can be computed in vectors.
LORAC_INLINE void refill(uint32_t *state) {
  for (size_t i = 0; i < SIZE - OFFSET; i++) state[i] = state[i + OFFSET] ^ mixed(state[i], state[i + 1]);
  for (size_t i = SIZE - OFFSET; i < SIZE - 1; i++)
    state[i] = state[i - (SIZE - OFFSET)] ^ mixed(state[i], state[i + 1]);
  state[SIZE - 1] = state[OFFSET - 1] ^ mixed(state[SIZE - 1], state[0]);
}

LORAC_CLONES
size_t lorac_mersenne_draw(uint32_t *state, size_t position, uint32_t *draws, size_t count) {
  while (count > 0) {
    if (position == SIZE) {
      refill(state);
      position = 0;
    }
    size_t part = SIZE - position < count ? SIZE - position : count;
    const uint32_t *words = state + position;
    for (size_t i = 0; i < part; i++) draws[i] = tempered(words[i]);
    position += part;
    draws += part;
    count -= part;
  }
  return position;
}

LORAC_CLONES
size_t lorac_mersenne_unit(uint32_t *state, size_t position, float *numbers, size_t count) {
  while (count > 0) {
    if (position == SIZE) {
      refill(state);
      position = 0;
    }
    size_t part = SIZE - position < count ? SIZE - position : count;
    const uint32_t *words = state + position;
    for (size_t i = 0; i < part; i++) numbers[i] = (float)(int32_t)(tempered(words[i]) & 0xFFFFFFu) * 0x1p-24f;
    position += part;
    numbers += part;
    count -= part;
  }
  return position;
}

LORAC_CLONES
size_t lorac_mersenne_skip(uint32_t *state, size_t position, size_t count) {
  while (count > SIZE - position) {
    count -= SIZE - position;
    refill(state);
    position = 0;
  }
  return position + count;
}

LORAC_INLINE uint32_t next(uint32_t *state, size_t *position) {
  if (*position == SIZE) {
    refill(state);
    *position = 0;
  }
  return tempered(state[(*position)++]);
}

LORAC_CLONES
size_t lorac_mersenne_bernoulli(uint32_t *state, size_t position, float *numbers, size_t count, double probability) {
  for (size_t i = 0; i < count; i++) {
    uint64_t high = next(state, &position);
    uint64_t bits = (high << 32 | next(state, &position)) & 0x1FFFFFFFFFFFFFu;
    numbers[i] = (double)bits * 0x1p-53 < probability ? 1.0f : 0.0f;
  }
  return position;
}

void lorac_multiplicative_bernoulli(uint32_t seed, float *numbers, size_t count, double probability) {
  const uint64_t modulus = 0x7FFFFFFFu;
  uint64_t state = seed % modulus;
  if (state == 0) state = 1;
  for (size_t i = 0; i < count; i++) {
    numbers[i] = (double)state / (double)modulus < probability ? 1.0f : 0.0f;
    state = state * 1132489760u % modulus;
  }
}
