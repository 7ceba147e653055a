#pragma once

#include <stddef.h>
#include <stdint.h>

// Weights as files store them. They need not be aligned.
typedef enum { LORAC_FLOAT32 = 0, LORAC_FLOAT16 = 1, LORAC_BFLOAT16 = 2 } lorac_element_type;

// The largest number of taps.
enum { LORAC_MAXIMUM_TAPS = 16 };

// `count` numbers that follow each other.
void lorac_floats(const void *source, lorac_element_type type, size_t count, float *result);

// result [rows][inputs][taps] += source [rows][taps][inputs]
void lorac_add_by_tap(const float *source, size_t rows, size_t inputs, size_t taps, float *result);
