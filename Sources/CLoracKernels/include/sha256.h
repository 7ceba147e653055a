#pragma once

#include <stddef.h>
#include <stdint.h>

/// Adds `blocks` blocks of 64 bytes to the state of a SHA-256 hash (FIPS 180-4, 6.2.2).
void lorac_sha256_blocks(uint32_t state[8], const uint8_t *message, size_t blocks);
