// Curves and a matrix, in single precision; the same bits on every CPU.

#include "photo_matrix.h"

#include <math.h>

#include "../CLoracKernels/clones.h"

// The columns that turn a profile's light to XYZ of the profile connection space.
static bool read_columns(cmsHPROFILE profile, double columns[3][3]) {
  const cmsTagSignature tags[3] = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
  for (int c = 0; c < 3; c++) {
    const cmsCIEXYZ *xyz = cmsReadTag(profile, tags[c]);
    if (xyz == NULL) return false;
    columns[0][c] = xyz->X;
    columns[1][c] = xyz->Y;
    columns[2][c] = xyz->Z;
  }
  return true;
}

static bool invert(const double m[3][3], double inverse[3][3]) {
  for (int row = 0; row < 3; row++) {
    for (int column = 0; column < 3; column++) {
      // The cofactor of the transposed place.
      int a = (column + 1) % 3, b = (column + 2) % 3, c = (row + 1) % 3, d = (row + 2) % 3;
      inverse[row][column] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
    }
  }
  double determinant = m[0][0] * inverse[0][0] + m[0][1] * inverse[1][0] + m[0][2] * inverse[2][0];
  if (!(fabs(determinant) > 1e-6)) return false;
  for (int i = 0; i < 9; i++) inverse[i / 3][i % 3] /= determinant;
  return true;
}

static bool read_curves(cmsHPROFILE profile, float light[3][256]) {
  const cmsTagSignature tags[3] = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
  for (int c = 0; c < 3; c++) {
    const cmsToneCurve *curve = cmsReadTag(profile, tags[c]);
    if (curve == NULL) return false;
    for (int level = 0; level < 256; level++) {
      float value = cmsEvalToneCurveFloat(curve, (float)level / 255.0f);
      if (!(value >= -4 && value <= 4)) return false;
      light[c][level] = value;
    }
  }
  return true;
}

bool lorac_find_matrix(cmsHPROFILE from, cmsHPROFILE srgb, lorac_colour_matrix *matrix) {
  double columns[3][3], target[3][3], inverse[3][3];
  bool is_simple = cmsIsMatrixShaper(from) && cmsGetPCS(from) == cmsSigXYZData
    && !cmsIsCLUT(from, INTENT_PERCEPTUAL, LCMS_USED_AS_INPUT);
  if (!is_simple || !read_columns(from, columns) || !read_columns(srgb, target) || !invert(target, inverse)
      || !read_curves(from, matrix->light)) {
    return false;
  }
  for (int row = 0; row < 3; row++) {
    for (int column = 0; column < 3; column++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) sum += inverse[row][k] * columns[k][column];
      if (!(fabs(sum) < 100)) return false;
      matrix->matrix[row][column] = (float)sum;
    }
  }
  for (int step = 0; step <= LORAC_ENCODED_STEPS; step++) {
    double light = (double)step / LORAC_ENCODED_STEPS;
    double level = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
    matrix->encoded[step] = (int32_t)(level * 255 + 0.5);
  }
  return true;
}

enum { PART = 128 };

// Loops one after the other, each of which is vectorized, with gathers where there are any.
LORAC_CLONES void lorac_apply_matrix(const lorac_colour_matrix *matrix, uint8_t *rgba, size_t pixels) {
  float light[3][PART];
  int32_t places[3][PART];
  for (size_t start = 0; start < pixels; start += PART, rgba += PART * 4) {
    size_t count = pixels - start < PART ? pixels - start : PART;
    for (size_t c = 0; c < 3; c++) {
      for (size_t i = 0; i < count; i++) light[c][i] = matrix->light[c][rgba[4 * i + c]];
    }
    for (size_t c = 0; c < 3; c++) {
      float red = matrix->matrix[c][0], green = matrix->matrix[c][1], blue = matrix->matrix[c][2];
      for (size_t i = 0; i < count; i++) {
        float sum = light[0][i] * red + light[1][i] * green + light[2][i] * blue;
        sum = sum < 0.0f ? 0.0f : sum > 1.0f ? 1.0f : sum;
        places[c][i] = (int32_t)(sum * LORAC_ENCODED_STEPS + 0.5f);
      }
    }
    for (size_t i = 0; i < count; i++) {
      for (size_t c = 0; c < 3; c++) rgba[4 * i + c] = (uint8_t)matrix->encoded[places[c][i]];
    }
  }
}
