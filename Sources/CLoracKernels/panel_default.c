// Panels with what every processor has: 16 registers of four numbers on x86-64, 32 on ARM.
#define LEVEL default
#define LANES 4
#define TILE 4
#include "panel_template.h"
