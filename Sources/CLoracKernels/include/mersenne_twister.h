#pragma once

#include <stddef.h>
#include <stdint.h>

// The Mersenne Twister MT19937 of Matsumoto and Nishimura, many draws at a time.
//
// `state` holds 624 words, `position` says how many of them were handed out (624: all). Every function returns the
// position after its draws.

/// `count` draws into `draws`.
size_t lorac_mersenne_draw(uint32_t *state, size_t position, uint32_t *draws, size_t count);

/// `count` numbers of 24 random bits from 0 up to 1, one draw each, as torch's CPU build makes them.
size_t lorac_mersenne_unit(uint32_t *state, size_t position, float *numbers, size_t count);

/// `count` ones and zeros, a one where a number of 53 random bits, made of two draws, is below `probability`.
size_t lorac_mersenne_bernoulli(uint32_t *state, size_t position, float *numbers, size_t count, double probability);

/// Throws `count` draws away.
size_t lorac_mersenne_skip(uint32_t *state, size_t position, size_t count);

/// `count` ones and zeros of MKL's generator MCG31 (modulo 2³¹ - 1), which `seed` starts.
void lorac_multiplicative_bernoulli(uint32_t seed, float *numbers, size_t count, double probability);
