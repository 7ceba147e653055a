#pragma once

#include <stdbool.h>

/// Whether Intel made the processor.
bool lorac_processor_is_intel(void);
