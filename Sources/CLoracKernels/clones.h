#pragma once

#include <stdint.h> // Where the C library is glibc, this defines __GLIBC__.

// Compiles a function once for each level of x86-64, and lets the loader choose by the CPU it finds. All of them give
// the same bits but where a function says otherwise: `fp contract(fast)` fuses multiplications and additions where a CPU
// can, `fp reassociate(on)` adds in an order that depends on the width of its registers.
//
// Off where the loader's choice does not work: a sanitizer instruments the function that chooses, which runs before the
// sanitizer itself is ready; other CPUs and C libraries have no such choice.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define LORAC_SANITIZED 1
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && !defined(LORAC_SANITIZED)
#define LORAC_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define LORAC_CLONES
#endif

// A helper that has to be compiled into each clone of its caller, which otherwise could not vectorise its loop.
#define LORAC_INLINE static inline __attribute__((always_inline))
