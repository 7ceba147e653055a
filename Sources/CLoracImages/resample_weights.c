// How much each source pixel counts (libImaging/Resample.c, precompute_coeffs), in double precision and in its order.

#include "resample_weights.h"

#include <math.h>
#include <stdlib.h>

static double sinc(double x) {
  if (x == 0.0) return 1.0;
  x *= 3.14159265358979323846;
  return sin(x) / x;
}

// Keys' cubic convolution with a = -0.5.
static double cubic(double x) {
  x = fabs(x);
  if (x < 1.0) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2.0 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0.0;
}

static double support_of(lorac_filter filter) {
  switch (filter) {
    case LORAC_FILTER_LANCZOS: return 3.0;
    case LORAC_FILTER_BOX: return 0.5;
    case LORAC_FILTER_BICUBIC: return 2.0;
  }
  return 0.0;
}

static double response(lorac_filter filter, double x) {
  switch (filter) {
    case LORAC_FILTER_LANCZOS: return x >= -3.0 && x < 3.0 ? sinc(x) * sinc(x / 3.0) : 0.0;
    case LORAC_FILTER_BOX: return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
    case LORAC_FILTER_BICUBIC: return cubic(x);
  }
  return 0.0;
}

void lorac_free_weights(lorac_weights *table) {
  free(table->first);
  free(table->count);
  free(table->values);
}

bool lorac_find_weights(
  lorac_weights *table, size_t source, double begin, double end, size_t target, lorac_filter filter) {
  double scale = (end - begin) / (double)target;
  double stretch = scale < 1.0 ? 1.0 : scale;
  double support = support_of(filter) * stretch;
  table->size = (size_t)ceil(support) * 2 + 1;
  table->first = malloc(target * sizeof *table->first);
  table->count = malloc(target * sizeof *table->count);
  table->values = calloc(target * table->size, sizeof *table->values);
  double *row = malloc(table->size * sizeof *row);
  if (table->first == NULL || table->count == NULL || table->values == NULL || row == NULL) {
    free(row);
    lorac_free_weights(table);
    return false;
  }
  for (size_t i = 0; i < target; i++) {
    double center = begin + ((double)i + 0.5) * scale, sum = 0.0;
    long first = (long)(center - support + 0.5), past = (long)(center + support + 0.5);
    if (first < 0) first = 0;
    if (past > (long)source) past = (long)source;
    size_t count = (size_t)(past - first);
    for (size_t j = 0; j < count; j++) {
      row[j] = response(filter, ((double)(j + (size_t)first) - center + 0.5) * (1.0 / stretch));
      sum += row[j];
    }
    for (size_t j = 0; j < count; j++) {
      double weight = (sum != 0.0 ? row[j] / sum : row[j]) * (1 << LORAC_WEIGHT_PLACES);
      table->values[i * table->size + j] = (int32_t)(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    table->first[i] = (size_t)first;
    table->count[i] = count;
  }
  free(row);
  return true;
}

