// Colours of image files to sRGB, through Little CMS, with the settings that Pillow's ImageCms takes unless told.

#include <lcms2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lorac_photo.h"
#include "photo_matrix.h"
#include "reader.h"

// Little CMS would call this with each complaint about a profile.
static void on_complaint(cmsContext context, cmsUInt32Number code, const char *text) {
  (void)context;
  (void)code;
  (void)text;
}

// Four bytes a pixel, of which lcms passes over the fourth.
static const cmsUInt32Number rgb_of_four = TYPE_RGBA_8;

enum { STEPS = 6, GRID = STEPS * STEPS * STEPS * 4 };

// Colours all over the cube of RGB.
static void make_grid(uint8_t grid[GRID]) {
  for (int red = 0; red < STEPS; red++) {
    for (int green = 0; green < STEPS; green++) {
      for (int blue = 0; blue < STEPS; blue++, grid += 4) {
        grid[0] = (uint8_t)(red * 51);
        grid[1] = (uint8_t)(green * 51);
        grid[2] = (uint8_t)(blue * 51);
        grid[3] = 255;
      }
    }
  }
}

// Whether two grids are equal but for one level of rounding.
static bool agree(const uint8_t *one, const uint8_t *other) {
  for (size_t i = 0; i < GRID; i++) {
    if (one[i] > other[i] + 1 || other[i] > one[i] + 1) return false;
  }
  return true;
}

// Converts by curves and a matrix, if that is all that the profile is: if it gives what lcms gave for the grid.
static bool convert_simply(
  cmsHPROFILE from, cmsHPROFILE srgb, const uint8_t *grid, const uint8_t *converted, uint8_t *rgba, size_t pixels) {
  lorac_colour_matrix *matrix = malloc(sizeof *matrix);
  bool is_simple = matrix != NULL && lorac_find_matrix(from, srgb, matrix);
  if (is_simple) {
    uint8_t ours[GRID];
    memcpy(ours, grid, sizeof ours);
    lorac_apply_matrix(matrix, ours, GRID / 4);
    is_simple = agree(ours, converted);
  }
  if (is_simple) lorac_apply_matrix(matrix, rgba, pixels);
  free(matrix);
  return is_simple;
}

static lorac_photo_conversion convert_gray(
  cmsContext context, cmsHPROFILE from, cmsHPROFILE srgb, uint8_t *rgba, size_t pixels) {
  cmsHTRANSFORM transform =
    cmsCreateTransformTHR(context, from, TYPE_GRAY_8, srgb, TYPE_RGB_8, INTENT_PERCEPTUAL, 0);
  if (transform == NULL) return LORAC_PHOTO_PROFILE_UNUSABLE;
  uint8_t levels[256], colours[256][3];
  for (int i = 0; i < 256; i++) levels[i] = (uint8_t)i;
  cmsDoTransform(transform, levels, colours, 256);
  cmsDeleteTransform(transform);
  bool is_srgb = true;
  for (int i = 0; i < 256; i++) {
    for (int c = 0; c < 3; c++) is_srgb = is_srgb && colours[i][c] <= i + 1 && i <= colours[i][c] + 1;
  }
  if (is_srgb) return LORAC_PHOTO_IS_SRGB;
  for (size_t i = 0; i < pixels; i++) memcpy(rgba + 4 * i, colours[rgba[4 * i]], 3);
  return LORAC_PHOTO_CONVERTED;
}

static lorac_photo_conversion convert_colours(
  cmsContext context, cmsHPROFILE from, bool is_cmyk, cmsHPROFILE srgb, uint8_t *rgba, size_t pixels) {
  // Adobe writes CMYK with 0 for full ink, and Pillow takes that for granted.
  cmsHTRANSFORM transform = cmsCreateTransformTHR(
    context, from, is_cmyk ? TYPE_CMYK_8_REV : rgb_of_four, srgb, rgb_of_four, INTENT_PERCEPTUAL, 0);
  if (transform == NULL) return LORAC_PHOTO_PROFILE_UNUSABLE;
  uint8_t grid[GRID], converted[GRID];
  make_grid(grid);
  memcpy(converted, grid, sizeof converted);
  if (!is_cmyk) cmsDoTransform(transform, grid, converted, GRID / 4);
  bool is_srgb = !is_cmyk && agree(grid, converted);
  bool is_done = is_srgb || (!is_cmyk && convert_simply(from, srgb, grid, converted, rgba, pixels));
  // Parts, since a count is of 32 bits; in place, since both sides have four bytes.
  for (size_t done = 0; !is_done && done < pixels;) {
    size_t part = pixels - done < 1 << 20 ? pixels - done : 1 << 20;
    cmsDoTransform(transform, rgba + 4 * done, rgba + 4 * done, (cmsUInt32Number)part);
    done += part;
  }
  cmsDeleteTransform(transform);
  if (is_cmyk) {
    for (size_t i = 0; i < pixels; i++) rgba[4 * i + 3] = 255;
  }
  return is_srgb ? LORAC_PHOTO_IS_SRGB : LORAC_PHOTO_CONVERTED;
}

static lorac_photo_conversion convert(
  cmsContext context, cmsHPROFILE from, lorac_photo_colours colours, uint8_t *rgba, size_t pixels) {
  cmsColorSpaceSignature space = cmsGetColorSpace(from);
  cmsProfileClassSignature class = cmsGetDeviceClass(from);
  bool is_of_device = class == cmsSigInputClass || class == cmsSigDisplayClass || class == cmsSigOutputClass
    || class == cmsSigColorSpaceClass;
  // Gray pictures with a profile of RGB have three equal samples.
  bool fits = colours == LORAC_PHOTO_CMYK ? space == cmsSigCmykData
                                          : space == cmsSigRgbData
      || (colours == LORAC_PHOTO_GRAY && space == cmsSigGrayData);
  if (!is_of_device || !fits) return LORAC_PHOTO_PROFILE_UNUSABLE;
  cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR(context);
  if (srgb == NULL) return LORAC_PHOTO_PROFILE_UNUSABLE;
  lorac_photo_conversion outcome = space == cmsSigGrayData
    ? convert_gray(context, from, srgb, rgba, pixels)
    : convert_colours(context, from, space == cmsSigCmykData, srgb, rgba, pixels);
  cmsCloseProfile(srgb);
  return outcome;
}

static bool is_near(double value, double wanted, double tolerance) { return fabs(value - wanted) <= tolerance; }

// The profile that chunks gAMA and cHRM of a PNG file describe; NULL if it is sRGB, or nonsense.
static cmsHPROFILE stated_profile(cmsContext context, const lorac_photo *photo) {
  static const double srgb[8] = {0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
  if (photo->stated.is_srgb) return NULL;
  // What is encoded for 1/2.2 is meant for sRGB's curve: 5 % is what libpng, too, takes for no difference.
  bool has_gamma = photo->stated.has_gamma && photo->stated.gamma > 0.05 && photo->stated.gamma < 20
    && !is_near(photo->stated.gamma * 2.2, 1, 0.05);
  bool has_primaries = false;
  const double *xy = photo->stated.has_chromaticities ? photo->stated.chromaticities : srgb;
  for (int i = 0; i < 8; i++) has_primaries = has_primaries || !is_near(xy[i], srgb[i], 0.002);
  for (int i = 1; i < 8; i += 2) {
    if (!(xy[i] > 0.001 && xy[i] < 1 && xy[i - 1] >= 0 && xy[i - 1] < 1)) return NULL;
  }
  if (!has_gamma && !has_primaries) return NULL;

  const double curve[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  cmsToneCurve *tone = has_gamma ? cmsBuildGamma(context, 1 / photo->stated.gamma)
                                 : cmsBuildParametricToneCurve(context, 4, curve);
  if (tone == NULL) return NULL;
  cmsToneCurve *tones[3] = {tone, tone, tone};
  cmsCIExyY white = {xy[0], xy[1], 1};
  cmsCIExyYTRIPLE primaries = {{xy[2], xy[3], 1}, {xy[4], xy[5], 1}, {xy[6], xy[7], 1}};
  cmsHPROFILE profile = cmsCreateRGBProfileTHR(context, &white, &primaries, tones);
  cmsFreeToneCurve(tone);
  return profile;
}

// a·b/255, rounded as Pillow's MULDIV255 rounds.
static unsigned scaled(unsigned a, unsigned b) {
  unsigned product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

// Pillow's Convert.c, cmyk2rgb, of inverted inks.
static void convert_plain_cmyk(uint8_t *rgba, size_t pixels) {
  for (size_t i = 0; i < pixels; i++, rgba += 4) {
    unsigned light = rgba[3];
    for (int c = 0; c < 3; c++) rgba[c] = (uint8_t)(light - scaled(255u - rgba[c], light));
    rgba[3] = 255;
  }
}

lorac_photo_conversion lorac_photo_to_srgb(
  const lorac_photo *photo, const uint8_t *profile, size_t size, uint8_t *rgba, size_t pixels) {
  if (profile == NULL) {
    profile = photo->stated.profile;
    size = photo->stated.profile_size;
  }
  bool has_profile = profile != NULL && size > 0 && size <= 0x7fffffff;
  bool may_differ = has_profile || photo->stated.has_gamma || photo->stated.has_chromaticities;
  lorac_photo_conversion outcome = LORAC_PHOTO_IS_SRGB;
  cmsContext context = may_differ ? cmsCreateContext(NULL, NULL) : NULL;
  if (context != NULL) {
    cmsSetLogErrorHandlerTHR(context, on_complaint);
    cmsHPROFILE from = has_profile ? cmsOpenProfileFromMemTHR(context, profile, (cmsUInt32Number)size)
                                   : stated_profile(context, photo);
    if (from != NULL) {
      outcome = convert(context, from, photo->colours, rgba, pixels);
      cmsCloseProfile(from);
    } else if (has_profile) {
      outcome = LORAC_PHOTO_PROFILE_UNUSABLE;
    }
    cmsDeleteContext(context);
  }
  bool is_done = outcome == LORAC_PHOTO_CONVERTED;
  if (photo->colours == LORAC_PHOTO_CMYK && !is_done) convert_plain_cmyk(rgba, pixels);
  return outcome;
}
