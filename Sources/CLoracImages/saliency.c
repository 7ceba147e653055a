// What stands out in a picture, from five maps in whole numbers: edges, corners, variety of brightness (entropy), difference
// from the surroundings, and rarity of colours, in the picture and at its border. Each map is brought to 0...255; the
// fewer its high values, the more it counts. What is below the mean is background.

#include "lorac_saliency.h"

#include <stdlib.h>
#include <string.h>

typedef struct picture {
  int width, height;
  // Brightness, red against green, yellow against blue.
  int32_t *channels[3];
  // The map that is being made.
  int32_t *map;
  // Sums over all pixels above and to the left, (width + 1) × (height + 1).
  int64_t *integral;
} picture;

static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }

static uint64_t square_root(uint64_t value) {
  uint64_t root = 0;
  for (uint64_t bit = (uint64_t)1 << 31; bit > 0; bit >>= 1) {
    if ((root + bit) * (root + bit) <= value) root += bit;
  }
  return root;
}

static void integrate(picture *p, const int32_t *values) {
  size_t stride = (size_t)p->width + 1;
  memset(p->integral, 0, stride * sizeof *p->integral);
  for (int y = 0; y < p->height; y++) {
    int64_t sum = 0;
    int64_t *above = p->integral + (size_t)y * stride, *here = above + stride;
    here[0] = 0;
    for (int x = 0; x < p->width; x++) {
      sum += values[(size_t)y * p->width + x];
      here[x + 1] = above[x + 1] + sum;
    }
  }
}

// The mean of what was integrated in a square of `radius` around a pixel, as far as it lies in the picture, times 16.
static int32_t mean_around(const picture *p, int x, int y, int radius) {
  int left = most(x - radius, 0), right = least(x + radius + 1, p->width);
  int top = most(y - radius, 0), bottom = least(y + radius + 1, p->height);
  size_t stride = (size_t)p->width + 1;
  const int64_t *upper = p->integral + (size_t)top * stride, *lower = p->integral + (size_t)bottom * stride;
  int64_t sum = lower[right] - lower[left] - upper[right] + upper[left];
  return (int32_t)(sum * 16 / ((int64_t)(right - left) * (bottom - top)));
}

static void blur(picture *p, int32_t *values, int radius) {
  integrate(p, values);
  for (int y = 0; y < p->height; y++) {
    for (int x = 0; x < p->width; x++) values[(size_t)y * p->width + x] = mean_around(p, x, y, radius) / 16;
  }
}

static void gradient(const picture *p, const int32_t *values, int x, int y, int32_t *across, int32_t *down) {
  int left = most(x - 1, 0), right = least(x + 1, p->width - 1);
  const int32_t *row = values + (size_t)y * p->width;
  const int32_t *above = values + (size_t)most(y - 1, 0) * p->width;
  const int32_t *below = values + (size_t)least(y + 1, p->height - 1) * p->width;
  *across = above[right] - above[left] + 2 * (row[right] - row[left]) + below[right] - below[left];
  *down = below[left] - above[left] + 2 * (below[x] - above[x]) + below[right] - above[right];
}

static void find_edges(picture *p) {
  for (int y = 0; y < p->height; y++) {
    for (int x = 0; x < p->width; x++) {
      int32_t highest = 0;
      for (int c = 0; c < 3; c++) {
        int32_t across, down;
        gradient(p, p->channels[c], x, y, &across, &down);
        highest = most(highest, abs(across) + abs(down));
      }
      p->map[(size_t)y * p->width + x] = highest;
    }
  }
}

// The smaller eigenvalue of the gradients' products around each pixel (Shi and Tomasi's measure), as a root.
static void find_corners(picture *p, int32_t *products[3]) {
  size_t count = (size_t)p->width * p->height;
  for (int y = 0; y < p->height; y++) {
    for (int x = 0; x < p->width; x++) {
      size_t i = (size_t)y * p->width + x;
      int32_t across, down;
      gradient(p, p->channels[0], x, y, &across, &down);
      products[0][i] = across * across;
      products[1][i] = down * down;
      products[2][i] = across * down;
    }
  }
  for (int k = 0; k < 3; k++) blur(p, products[k], 2);
  for (size_t i = 0; i < count; i++) {
    int64_t sum = (int64_t)products[0][i] + products[1][i], difference = (int64_t)products[0][i] - products[1][i];
    int64_t both = 2 * (int64_t)products[2][i];
    int64_t root = (int64_t)square_root((uint64_t)(difference * difference + both * both));
    p->map[i] = (int32_t)square_root((uint64_t)(sum > root ? (sum - root) / 2 : 0));
  }
}

enum { LEVELS = 16, REACH = 4, WINDOW = (2 * REACH + 1) * (2 * REACH + 1) };

// n·log2(n) times 1024, in whole numbers: the binary logarithm by repeated squaring.
static int32_t n_log_n(uint32_t n) {
  if (n < 2) return 0;
  uint32_t whole = 0;
  while (n >> (whole + 1) > 0) whole++;
  uint64_t mantissa = ((uint64_t)n << 30) >> whole;
  uint32_t logarithm = whole;
  for (int bit = 0; bit < 10; bit++) {
    mantissa = mantissa * mantissa >> 30;
    logarithm <<= 1;
    if (mantissa >= (uint64_t)2 << 30) {
      mantissa >>= 1;
      logarithm |= 1;
    }
  }
  return (int32_t)(n * logarithm);
}

// Entropy of brightness in 16 levels around each pixel: log2(count) − Σ n·log2(n) / count, times 1024.
static void find_variety(picture *p) {
  int32_t table[WINDOW + 1];
  for (uint32_t n = 0; n <= WINDOW; n++) table[n] = n_log_n(n);
  for (int y = 0; y < p->height; y++) {
    int top = most(y - REACH, 0), bottom = least(y + REACH + 1, p->height);
    int counts[LEVELS] = {0}, count = 0;
    int32_t sum = 0;
    for (int x = -REACH; x < p->width; x++) {
      // One column leaves on the left, one enters on the right.
      for (int row = top; row < bottom && x - REACH > 0; row++) {
        int *level = &counts[p->channels[0][(size_t)row * p->width + x - REACH - 1] / 16];
        sum -= table[*level];
        sum += table[--*level];
        count--;
      }
      for (int row = top; row < bottom && x + REACH < p->width; row++) {
        int *level = &counts[p->channels[0][(size_t)row * p->width + x + REACH] / 16];
        sum -= table[*level];
        sum += table[++*level];
        count++;
      }
      if (x >= 0) p->map[(size_t)y * p->width + x] = (table[count] - sum) / count;
    }
  }
}

static void find_contrast(picture *p) {
  int longer = most(p->width, p->height);
  const int radii[2][2] = {{longer / 64, longer / 10}, {longer / 24, longer / 4}};
  memset(p->map, 0, (size_t)p->width * p->height * sizeof *p->map);
  for (int c = 0; c < 3; c++) {
    integrate(p, p->channels[c]);
    for (int k = 0; k < 2; k++) {
      for (int y = 0; y < p->height; y++) {
        for (int x = 0; x < p->width; x++) {
          int32_t inner = mean_around(p, x, y, radii[k][0]), outer = mean_around(p, x, y, radii[k][1]);
          p->map[(size_t)y * p->width + x] += abs(inner - outer);
        }
      }
    }
  }
}

enum { BINS = 512 };

typedef struct colour_bin {
  int64_t sums[3];
  int64_t count, at_border;
} colour_bin;

static int bin_of(const uint8_t *pixel) { return pixel[0] >> 5 << 6 | pixel[1] >> 5 << 3 | pixel[2] >> 5; }

// The mean distance of each pixel's colour from all colours, those at the border counting once more.
static void find_rarity(picture *p, const uint8_t *rgba) {
  colour_bin bins[BINS] = {0};
  int border = most(least(p->width, p->height) / 12, 1);
  int64_t pixels = (int64_t)p->width * p->height, at_border = 0;
  for (int y = 0; y < p->height; y++) {
    for (int x = 0; x < p->width; x++) {
      size_t i = (size_t)y * p->width + x;
      colour_bin *bin = &bins[bin_of(rgba + 4 * i)];
      for (int c = 0; c < 3; c++) bin->sums[c] += p->channels[c][i];
      bin->count++;
      bool is_border = x < border || y < border || x >= p->width - border || y >= p->height - border;
      bin->at_border += is_border;
      at_border += is_border;
    }
  }
  int32_t rarity[BINS] = {0};
  for (int i = 0; i < BINS; i++) {
    if (bins[i].count == 0) continue;
    int64_t everywhere = 0, outside = 0;
    for (int j = 0; j < BINS; j++) {
      if (bins[j].count == 0) continue;
      int64_t distance = 0;
      for (int c = 0; c < 3; c++) {
        distance += llabs(bins[i].sums[c] / bins[i].count - bins[j].sums[c] / bins[j].count);
      }
      everywhere += distance * bins[j].count;
      outside += distance * bins[j].at_border;
    }
    rarity[i] = (int32_t)(everywhere * 16 / pixels + outside * 16 / at_border);
  }
  for (int64_t i = 0; i < pixels; i++) p->map[i] = rarity[bin_of(rgba + 4 * i)];
}

// Adds the map to `total`, brought to 0...255 by the value that one pixel in a hundred exceeds, and weighed by `weight`
// and by how far its mean lies below that.
static void add_map(picture *p, int32_t weight, uint32_t *total) {
  enum { STEPS = 1024 };
  size_t count = (size_t)p->width * p->height, counts[STEPS] = {0};
  blur(p, p->map, 1);
  int64_t highest = 1;
  for (size_t i = 0; i < count; i++) highest = p->map[i] > highest ? p->map[i] : highest;
  for (size_t i = 0; i < count; i++) counts[p->map[i] * (int64_t)(STEPS - 1) / highest]++;
  size_t above = 0;
  int64_t step = STEPS - 1;
  while (step > 1 && above + counts[step] <= count / 100) above += counts[step--];
  int64_t full = step * highest / (STEPS - 1) > 0 ? step * highest / (STEPS - 1) : 1, sum = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t value = p->map[i] * (int64_t)255 / full;
    p->map[i] = (int32_t)(value > 255 ? 255 : value);
    sum += p->map[i];
  }
  int64_t below = 255 - sum / (int64_t)count;
  uint32_t share = (uint32_t)(weight * below * below / 255);
  for (size_t i = 0; i < count; i++) total[i] += (uint32_t)p->map[i] * share / 16;
}

static void find_channels(picture *p, const uint8_t *rgba) {
  for (size_t i = 0; i < (size_t)p->width * p->height; i++, rgba += 4) {
    int32_t red = rgba[0], green = rgba[1], blue = rgba[2];
    p->channels[0][i] = (77 * red + 150 * green + 29 * blue) >> 8;
    p->channels[1][i] = red - green;
    p->channels[2][i] = (red + green) / 2 - blue;
  }
}

// Keeps what is above the mean.
static void cut_background(picture *p, uint32_t *total) {
  size_t count = (size_t)p->width * p->height;
  int32_t *values = p->map;
  for (size_t i = 0; i < count; i++) values[i] = (int32_t)(total[i] < 1 << 24 ? total[i] : 1 << 24);
  int radius = most(p->width, p->height) / 48;
  for (int k = 0; k < 2; k++) blur(p, values, radius);
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += values[i];
  int32_t mean = (int32_t)(sum / (int64_t)count);
  for (size_t i = 0; i < count; i++) total[i] = values[i] > mean ? (uint32_t)(values[i] - mean) : 0;
}

bool lorac_saliency(const uint8_t *rgba, size_t width, size_t height, uint32_t *saliency) {
  size_t count = width * height;
  int32_t *planes = calloc(count * 7, sizeof *planes);
  picture p = {.width = (int)width, .height = (int)height};
  p.integral = calloc((width + 1) * (height + 1), sizeof *p.integral);
  bool has_memory = planes != NULL && p.integral != NULL;
  if (has_memory) {
    for (size_t c = 0; c < 3; c++) p.channels[c] = planes + c * count;
    p.map = planes + 3 * count;
    int32_t *products[3] = {planes + 4 * count, planes + 5 * count, planes + 6 * count};
    memset(saliency, 0, count * sizeof *saliency);
    find_channels(&p, rgba);
    find_edges(&p);
    add_map(&p, 2, saliency);
    find_corners(&p, products);
    add_map(&p, 1, saliency);
    find_variety(&p);
    add_map(&p, 1, saliency);
    find_contrast(&p);
    add_map(&p, 3, saliency);
    find_rarity(&p, rgba);
    add_map(&p, 3, saliency);
    cut_background(&p, saliency);
  }
  free(planes);
  free(p.integral);
  return has_memory;
}
