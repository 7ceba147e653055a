#include "include/element_order.h"

#include "clones.h"

LORAC_CLONES
void lorac_transpose(
    const float *restrict source, float *restrict target, size_t outer, size_t rows, size_t columns) {
  for (size_t matrix = 0; matrix < outer; matrix++) {
    const float *from = source + matrix * rows * columns;
    float *to = target + matrix * rows * columns;
    for (size_t column = 0; column < columns; column++)
      for (size_t row = 0; row < rows; row++) to[column * rows + row] = from[row * columns + column];
  }
}
