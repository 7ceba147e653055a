#include "include/processor.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>

bool lorac_processor_is_intel(void) {
  unsigned most, b, c, d;
  if (!__get_cpuid(0, &most, &b, &c, &d)) return false;
  return b == signature_INTEL_ebx && c == signature_INTEL_ecx && d == signature_INTEL_edx;
}
#else
bool lorac_processor_is_intel(void) { return false; }
#endif

bool lorac_processor_has_avx512(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
#else
  return false;
#endif
}

bool lorac_processor_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c") &&
         __builtin_cpu_supports("bmi2");
#else
  return false;
#endif
}
