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
