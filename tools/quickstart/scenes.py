"""Flat drawings of one or two shapes, with tags: what the quickstart's base model is trained on.

Everything is drawn from signed distances (negative inside), one pixel of smoothing at the edge, so the outcome depends on
NumPy alone. Coordinates are pixels of a 64 x 64 picture; `scale` draws the same scene larger or smaller.
"""

import math

import numpy as np

SIZE = 64
SHAPES = ["circle", "square", "triangle", "cross", "ring", "diamond"]
COLORS = {
    "red": (205, 45, 50), "orange": (240, 140, 40), "yellow": (245, 220, 70), "green": (60, 160, 75),
    "blue": (50, 95, 200), "purple": (130, 70, 165), "brown": (125, 80, 50), "white": (245, 245, 240),
}
PLACES = {"left": (-11, 0), "right": (11, 0), "top": (0, -11), "bottom": (0, 11), "center": (0, 0)}
PATTERNS = ["plain", "stripes"]


class Picture:
    """A picture in floats from 0 to 1, painted layer by layer."""

    def __init__(self, color, size=SIZE):
        self.scale = size / SIZE
        axis = (np.arange(size, dtype=np.float32) + 0.5) / self.scale
        self.x, self.y = axis[None, :], axis[:, None]
        self.pixels = np.empty((size, size, 3), np.float32)
        self.pixels[:] = color

    def paint(self, distance, color):
        cover = np.clip(0.5 - distance * self.scale, 0, 1)[..., None].astype(np.float32)
        self.pixels += cover * (np.asarray(color, np.float32) - self.pixels)

    def ellipse(self, x, y, rx, ry, angle=0.0):
        c, s = math.cos(angle), math.sin(angle)
        u = ((self.x - x) * c + (self.y - y) * s) / rx
        v = ((self.y - y) * c - (self.x - x) * s) / ry
        # Exact for circles; for ellipses right at the edge, to first order.
        k = np.sqrt(u * u + v * v) + 1e-6
        return k * (k - 1) / (np.sqrt((u / rx) ** 2 + (v / ry) ** 2) + 1e-6)

    def polygon(self, points):
        """The distance to a polygon, concave ones included."""
        nearest, inside = None, np.zeros(self.pixels.shape[:2], bool)
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
            px, py, ex, ey = self.x - x0, self.y - y0, x1 - x0, y1 - y0
            t = np.clip((px * ex + py * ey) / (ex * ex + ey * ey + 1e-9), 0, 1)
            square = (px - t * ex) ** 2 + (py - t * ey) ** 2
            nearest = square if nearest is None else np.minimum(nearest, square)
            crosses = (y0 > self.y) != (y1 > self.y)
            if ey:
                inside ^= crosses & (self.x < x0 + (self.y - y0) * ex / ey)
        return np.where(inside, -1, 1) * np.sqrt(nearest)

    def line(self, points, width):
        nearest = None
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            px, py, ex, ey = self.x - x0, self.y - y0, x1 - x0, y1 - y0
            t = np.clip((px * ex + py * ey) / (ex * ex + ey * ey + 1e-9), 0, 1)
            square = (px - t * ex) ** 2 + (py - t * ey) ** 2
            nearest = square if nearest is None else np.minimum(nearest, square)
        return np.sqrt(nearest) - width / 2


def turned(points, x, y, radius, angle=0.0):
    c, s = math.cos(angle), math.sin(angle)
    return [(x + radius * (c * u - s * v), y + radius * (s * u + c * v)) for u, v in points]


CROSS = [(-.34, -1), (.34, -1), (.34, -.34), (1, -.34), (1, .34), (.34, .34), (.34, 1), (-.34, 1), (-.34, .34),
         (-1, .34), (-1, -.34), (-.34, -.34)]


def shape(picture, kind, x, y, r, angle, color):
    """Paints a shape that fills about the same area whatever its kind."""
    if kind == "circle":
        distance = picture.ellipse(x, y, r, r)
    elif kind == "ring":
        distance = np.abs(picture.ellipse(x, y, r * .8, r * .8)) - r * .24
    elif kind == "square":
        distance = picture.polygon(turned([(-.88, -.88), (.88, -.88), (.88, .88), (-.88, .88)], x, y, r, angle))
    elif kind == "diamond":
        distance = picture.polygon(turned([(0, -1.2), (.85, 0), (0, 1.2), (-.85, 0)], x, y, r, angle))
    elif kind == "triangle":
        distance = picture.polygon(turned([(0, -1.1), (1.1, .85), (-1.1, .85)], x, y, r, angle))
    else:
        distance = picture.polygon(turned(CROSS, x, y, r, angle))
    picture.paint(distance, color)


def jittered(random, color, amount=.05):
    return np.clip(np.asarray(color) / 255 + random.uniform(-amount, amount, 3), 0, 1)


def background(random, color, pattern, size=SIZE):
    """A plain ground, or one with stripes in a lighter or darker shade of it."""
    ground = jittered(random, COLORS[color])
    picture = Picture(ground, size)
    if pattern == "stripes":
        # White can only darken, most others lighten.
        mark = ground * .78 if ground.mean() > .7 else ground + (1 - ground) * .32
        phase = (picture.x + picture.y * 0 + random.choice([0, 8])) % 16
        picture.paint(np.abs(phase - 8) - 4, mark)
    return picture


def ground_tags(color, pattern):
    return [f"{color} background"] + ([pattern] if pattern != "plain" else [])


def single(random, kind, color, place, ground, pattern, size=SIZE):
    """One shape; returns the picture and its tags, subject first."""
    picture = background(random, ground, pattern, size)
    dx, dy = PLACES[place]
    x, y = np.array([32 + dx, 32 + dy]) + random.uniform(-2, 2, 2)
    shape(picture, kind, x, y, random.uniform(14, 17.5), random.uniform(-.12, .12), jittered(random, COLORS[color]))
    return picture.pixels, [f"{color} {kind}", place] + ground_tags(ground, pattern)


def pair(random, kinds, colors, upright, ground, pattern, size=SIZE):
    """Two shapes side by side, or one above the other."""
    picture = background(random, ground, pattern, size)
    order = [0, 1] if random.random() < .5 else [1, 0]
    for index, sign in zip(order, (-1, 1)):
        x, y = np.array([32, 32 + 15 * sign] if upright else [32 + 15 * sign, 32]) + random.uniform(-2, 2, 2)
        shape(picture, kinds[index], x, y, random.uniform(10.5, 13), random.uniform(-.12, .12),
              jittered(random, COLORS[colors[index]]))
    return picture.pixels, [f"{c} {k}" for c, k in zip(colors, kinds)] + ["two shapes"] + ground_tags(ground, pattern)


def any_color(random):
    return random.uniform(0, 1, 3)


def blob(random, picture, x, y, r, color):
    """A random polygon, ellipse or curve of about the radius `r`."""
    choice = random.integers(4)
    if choice == 0:
        picture.paint(picture.ellipse(x, y, r * random.uniform(.4, 1), r * random.uniform(.4, 1), random.uniform(0, 3)), color)
    elif choice == 3:
        points = [(x + a, y + b) for a, b in random.uniform(-r, r, (3, 2))]
        curve = [tuple((1 - t) ** 2 * np.array(points[0]) + 2 * t * (1 - t) * np.array(points[1]) + t * t * np.array(points[2]))
                 for t in np.linspace(0, 1, 7)]
        picture.paint(picture.line(curve, random.uniform(1, 4)), color)
    else:
        count = int(random.integers(3, 8))
        angles = np.sort(random.uniform(0, 2 * math.pi, count))
        reach = random.uniform(.45, 1, count) * r
        picture.paint(picture.polygon([(x + q * math.cos(a), y + q * math.sin(a)) for a, q in zip(angles, reach)]), color)


def figure(random, color, place, ground, pattern, size=SIZE):
    """A made-up thing: a body with smaller parts in and around it. No two are alike."""
    picture = background(random, ground, pattern, size)
    dx, dy = PLACES[place]
    x, y = np.array([32 + dx, 32 + dy]) + random.uniform(-2, 2, 2)
    r, paint = random.uniform(14, 19), jittered(random, COLORS[color])
    for _ in range(int(random.integers(0, 3))):  # limbs, behind the body
        angle = random.uniform(0, 2 * math.pi)
        blob(random, picture, x + r * .8 * math.cos(angle), y + r * .8 * math.sin(angle), r * .6, paint * random.uniform(.7, 1))
    blob(random, picture, x, y, r, paint)
    mirrored = random.random() < .5
    for _ in range(int(random.integers(1, 4))):  # marks on it
        px, py, pr = random.uniform(.1, .6) * r, random.uniform(-.6, .6) * r, random.uniform(.12, .4) * r
        tint = any_color(random)
        for sign in (-1, 1) if mirrored else (random.choice([-1, 1]),):
            picture.paint(picture.ellipse(x + sign * px, y + py, pr, pr * random.uniform(.6, 1.2)), tint)
    return picture.pixels, [f"{color} figure", place] + ground_tags(ground, pattern)


def scene(random, size=SIZE):
    """A random scene of the training set."""
    pick = lambda items: items[int(random.integers(len(items)))]
    colors = [list(COLORS)[i] for i in random.permutation(len(COLORS))[:3]]
    pattern = "plain" if random.random() < .7 else "stripes"
    roll = random.random()
    if roll < .12:
        kinds = [SHAPES[i] for i in random.permutation(len(SHAPES))[:2]]
        return pair(random, kinds, colors[:2], random.random() < .5, colors[2], pattern, size)
    if roll < .32:
        return figure(random, colors[0], pick(list(PLACES)), colors[1], pattern, size)
    return single(random, pick(SHAPES), colors[0], pick(list(PLACES)), colors[1], pattern, size)


def clutter(random, size=SIZE):
    """A picture for the autoencoder alone: anything flat, in any colours."""
    if random.random() < .7:
        return scene(random, size)[0]
    picture = background(random, list(COLORS)[int(random.integers(len(COLORS)))],
                         PATTERNS[int(random.integers(2))], size)
    if random.random() < .7:
        picture.pixels[:] += np.float32(1) * (any_color(random) - picture.pixels) * random.choice([0, .5, 1])
    for _ in range(int(random.integers(2, 6))):
        r = random.choice([random.uniform(2, 5), random.uniform(5, 22)])
        blob(random, picture, *random.uniform(4, 60, 2), r, any_color(random))
    return np.clip(picture.pixels, 0, 1)
