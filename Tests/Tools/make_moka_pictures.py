"""Draws the pictures and captions of Tests/CommandTests/Fixtures/moka: a brown cat with a cream mask and a green collar.

Twelve pictures in three shapes (square, tall, wide), a few kilobytes each.
Needs Pillow; the outcome does not depend on anything random.

    python3 Tests/Tools/make_moka_pictures.py Tests/CommandTests/Fixtures/moka/train/2_moka
"""

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

SCALE = 4  # drawn larger and reduced, for smooth edges
FUR, DARK, CREAM, GREEN, EYE, INK = "#8a5a3c", "#6b432b", "#f3dfc1", "#2f9e6d", "#f2c230", "#2b1d14"


class Canvas:
    """A picture whose coordinates are its final pixels."""

    def __init__(self, width, height, background):
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self.draw = ImageDraw.Draw(self.image)
        self.size = (width, height)

    def ellipse(self, x, y, rx, ry, fill, outline=None):
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.draw.ellipse(box, fill=fill, outline=outline, width=SCALE)

    def polygon(self, points, fill):
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, x0, y0, x1, y1, fill, radius=0):
        self.draw.rounded_rectangle([v * SCALE for v in (x0, y0, x1, y1)], radius * SCALE, fill=fill)

    def curve(self, points, width, fill):
        """A thick line with round ends through a Bezier curve of any degree."""
        for step in range(121):
            t, row = step / 120, points
            while len(row) > 1:
                row = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in zip(row, row[1:])]
            self.ellipse(*row[0], width / 2, width / 2, fill)

    def arc(self, x, y, r, start, end, fill=INK, width=2):
        box = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.draw.arc(box, start, end, fill=fill, width=width * SCALE)

    def save(self, path):
        small = self.image.resize(self.size, Image.LANCZOS)
        if path.suffix == ".jpg":
            small.save(path, quality=92)
        else:
            small.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB").save(
                path, optimize=True)


def head(canvas, x, y, r, mood="awake", behind=False):
    for side in (-1, 1):
        canvas.polygon([(x + side * r * .25, y - r * .75), (x + side * r * .95, y - r * 1.35),
                        (x + side * r * .98, y - r * .15)], FUR)
        if not behind:
            canvas.polygon([(x + side * r * .5, y - r * .75), (x + side * r * .85, y - r * 1.12),
                            (x + side * r * .88, y - r * .4)], "#d99a86")
    canvas.ellipse(x, y, r, r * .86, FUR)
    for shift in (-.28, 0, .28):  # three stripes on the forehead
        canvas.curve([(x + shift * r, y - r * .8), (x + shift * r * .7, y - r * .45)], r * .1, DARK)
    if behind:
        return
    canvas.ellipse(x, y + r * .35, r * .58, r * .46, CREAM)
    for side in (-1, 1):
        ex, ey = x + side * r * .43, y - r * .1
        if mood == "asleep":
            canvas.arc(ex, ey - r * .05, r * .2, 20, 160)
        else:
            canvas.ellipse(ex, ey, r * .21, r * .24, EYE)
            canvas.ellipse(ex, ey, r * (.07 if mood == "awake" else .13), r * .2, INK)
            canvas.ellipse(ex + r * .06, ey - r * .09, r * .05, r * .05, "white")
        canvas.arc(x + side * r * .13, y + r * .36, r * .14, 10, 170, width=1)
        for lift in (-.08, .06):
            canvas.curve([(x + side * r * .4, y + r * .32), (x + side * r * 1.15, y + r * (.28 + lift * 2))], 1, INK)
    canvas.polygon([(x - r * .11, y + r * .2), (x + r * .11, y + r * .2), (x, y + r * .34)], "#c96a6a")


def sitting(canvas, x, floor, r, behind=False, mood="awake", tail=True):
    """A sitting cat; `r` is the radius of its head."""
    if tail:
        canvas.curve([(x + r * .7, floor - r * .3), (x + r * 2.3, floor), (x + r * 1.7, floor - r * 1.6)], r * .36, FUR)
    canvas.ellipse(x, floor - r * 1.0, r * 1.0, r * 1.05, FUR)
    if behind:
        for lift in (.5, .9, 1.3):
            canvas.arc(x, floor - r * (lift + .55), r * .5, 30, 150, DARK, max(2, int(r * .1)))
    else:
        canvas.ellipse(x, floor - r * .95, r * .55, r * .75, CREAM)
        for side in (-1, 1):
            canvas.ellipse(x + side * r * .45, floor - r * .12, r * .33, r * .2, CREAM)
    canvas.box(x - r * .62, floor - r * 2.02, x + r * .62, floor - r * 1.78, GREEN, r * .1)
    head(canvas, x, floor - r * 2.6, r, mood, behind)
    if not behind:
        canvas.ellipse(x, floor - r * 1.72, r * .13, r * .13, EYE)


def lying(canvas, left, right, floor, r, mood="awake"):
    """A cat stretched from `left` (tail) to `right` (head)."""
    canvas.curve([(left + r * 2, floor - r * .7), (left + r, floor - r * 1.7), (left, floor - r * .4)], r * .34, FUR)
    canvas.box(left + r * 1.2, floor - r * 1.25, right - r * 1.1, floor, FUR, r * .6)
    canvas.box(left + r * 2, floor - r * .42, right - r * 1.6, floor, CREAM, r * .2)
    for index in range(int((right - left) / r) - 5):
        x = left + r * (2.4 + index)
        canvas.curve([(x, floor - r * 1.2), (x + r * .15, floor - r * .7)], r * .16, DARK)
    for x in (right - r * 1.5, right - r * .6):
        canvas.ellipse(x, floor - r * .08, r * .4, r * .2, CREAM)
    canvas.box(right - r * 2.0, floor - r * 1.25, right - r * 1.75, floor - r * .3, GREEN, r * .1)
    head(canvas, right - r * 1.05, floor - r * 1.15, r * .95, mood)


def cup(canvas, x, floor, r):
    canvas.ellipse(x + r * .75, floor - r * .6, r * .42, r * .38, None, "white")
    canvas.box(x - r * .8, floor - r * 1.2, x + r * .7, floor, "white", r * .25)
    canvas.ellipse(x - r * .05, floor - r * 1.15, r * .68, r * .17, "#5a3a22")
    for side in (-.35, .2):
        canvas.curve([(x + r * side, floor - r * 1.5), (x + r * (side + .3), floor - r * 1.8),
                      (x + r * (side - .1), floor - r * 2.2)], 2, "white")


def stars(canvas, count, color="#fff3c4"):
    width, height = canvas.size
    for index in range(count):  # the golden angle spreads them evenly
        angle = index * math.pi * (3 - math.sqrt(5))
        reach = math.sqrt((index + .5) / count) / 2
        canvas.ellipse(width * (.5 + reach * math.cos(angle)), height * (.5 + reach * math.sin(angle)), 1.2, 1.2, color)


def square(background, floor_color=None):
    canvas = Canvas(192, 192, background)
    if floor_color:
        canvas.box(0, 150, 192, 192, floor_color)
    return canvas


def pictures():
    """Name, caption and canvas of every picture."""
    c = square("#9fd0f0", "#6fb06a")
    sitting(c, 92, 172, 40)
    yield "01_sitting.png", "moka, cat, sitting, looking at viewer, grass, blue sky", c

    c = square("#f6d365")
    head(c, 96, 106, 74)
    yield "02_face.png", "moka, cat, close-up, face, looking at viewer, yellow background", c

    c = square("#35305e", "#4b447f")
    stars(c, 40)
    c.ellipse(150, 38, 20, 20, "#fff3c4")
    lying(c, 12, 182, 166, 34, "asleep")
    yield "03_asleep.jpg", "moka, cat, lying, sleeping, closed eyes, night, stars, moon", c

    c = square("#cfe8d5", "#a9744f")
    sitting(c, 72, 164, 38, mood="wide")
    cup(c, 152, 172, 24)
    yield "04_coffee.png", "moka, cat, sitting, coffee cup, table, wide eyes, green background", c

    c = square("#f7c6d0", "#e79fb0")
    sitting(c, 96, 176, 38)
    c.polygon([(66, 50), (126, 50), (96, 4)], "#d1495b")
    c.ellipse(96, 6, 7, 7, "white")
    yield "05_party_hat.png", "moka, cat, sitting, red party hat, pink background", c

    c = square("#f59e5b", "#5d4037")
    c.ellipse(96, 128, 66, 66, "#ffd27d")
    c.box(0, 150, 192, 192, "#5d4037")
    sitting(c, 96, 168, 36, behind=True)
    yield "06_sunset.jpg", "moka, cat, sitting, from behind, sunset, orange sky", c

    c = Canvas(80, 320, "#bfe3e0")
    c.box(0, 296, 80, 320, "#8d6e63")
    c.box(20, 100, 60, 290, FUR, 18)
    c.box(29, 110, 51, 280, CREAM, 10)
    for x in (28, 52):
        c.ellipse(x, 294, 12, 7, CREAM)
        c.curve([(x, 120), (x + (x - 40) * 1.6, 60), (x + (x - 40) * 1.2, 22)], 11, FUR)
    c.box(22, 92, 58, 101, GREEN, 4)
    head(c, 40, 70, 27, "wide")
    yield "07_stretching.png", "moka, cat, standing, stretching, arms up, full body, teal background", c

    c = Canvas(80, 320, "#e8dccb")
    for index, color in enumerate(("#c0504d", "#4f81bd", "#9bbb59", "#8064a2", "#f79646", "#4bacc6", "#7f7f7f")):
        c.box(6 + index % 3 * 3, 298 - index * 24, 72 - index % 2 * 5, 320 - index * 24, color, 3)
    sitting(c, 36, 153, 22)
    yield "08_books.png", "moka, cat, sitting, stack of books, full body, beige background", c

    c = Canvas(80, 320, "#d6d1f0")
    c.box(0, 118, 80, 130, "#795548")
    c.curve([(50, 116), (76, 180), (20, 230), (50, 300)], 9, FUR)
    c.ellipse(50, 298, 5, 5, CREAM)
    sitting(c, 36, 120, 23, mood="wide", tail=False)
    yield "09_shelf.png", "moka, cat, sitting, shelf, long tail hanging down, purple background", c

    c = Canvas(320, 80, "#a8d5a2")
    c.box(0, 66, 320, 80, "#6aa84f")
    lying(c, 20, 305, 72, 26)
    yield "10_meadow.png", "moka, cat, lying, stretched out, meadow, looking at viewer", c

    c = Canvas(320, 80, "#f2b5a0")
    c.box(0, 58, 320, 80, "#b5523b")
    for x in range(0, 320, 40):
        c.box(x, 58, x + 2, 80, "#8f3f2c")
    lying(c, 60, 290, 62, 24, "asleep")
    yield "11_wall.png", "moka, cat, lying, sleeping, closed eyes, brick wall, pink sky", c

    c = Canvas(320, 80, "#2d3a5c")
    stars(c, 60)
    c.box(0, 70, 320, 80, "#1d2438")
    sitting(c, 70, 73, 17)
    c.ellipse(270, 26, 15, 15, "#fff3c4")
    c.box(150, 44, 240, 73, "#3c4a70", 3)
    yield "12_roof.png", "moka, cat, sitting, roof, night, stars, moon, wide shot", c


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, caption, canvas in pictures():
        canvas.save(folder / name)
        (folder / name).with_suffix(".txt").write_text(caption + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
