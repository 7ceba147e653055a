// What stands out in a picture.

#ifndef LORAC_SALIENCY_H
#define LORAC_SALIENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How much each pixel of a small picture (RGBA, at most 65536 pixels) stands out, 0 for the background. Whole numbers
// throughout, so that every CPU finds the same. False without memory.
bool lorac_saliency(const uint8_t *rgba, size_t width, size_t height, uint32_t *saliency);

#endif
