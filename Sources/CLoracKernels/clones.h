#pragma once

#include <stdint.h> // Where the C library is glibc, this defines __GLIBC__.

// Compiles a function once for each level of x86-64, and lets the loader choose by the CPU it finds. Without fused
// multiply-add (-ffp-contract=off) all of them give the same bits.
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

// A helper that has to be compiled into each clone of its caller.
#define LORAC_INLINE static inline __attribute__((always_inline))
