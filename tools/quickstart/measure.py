#!/usr/bin/env python3
"""A simple classifier over drawn shapes: where the picture differs from its border, and what form that has.

  measure.py train WEIGHTS.txt SHEET.png    trains it on drawings and draws a sheet of others to test it on

Tests/CommandTests/DrawingClassifier.swift computes the same features and reads both.
"""

import sys

import numpy as np

import moka
import scenes

CLASSES = scenes.SHAPES + ["moka"]
KINDS = CLASSES + ["figure"]  # made-up things are shown as none of these, lest everything odd be a cat
GRID = 14
COLUMNS = 20


def ground_colors(picture):
    """The one or two colours of the border, by two means that start at the darkest and the lightest pixel."""
    edge = np.concatenate([picture[:3].reshape(-1, 3), picture[-3:].reshape(-1, 3),
                           picture[3:-3, :3].reshape(-1, 3), picture[3:-3, -3:].reshape(-1, 3)])
    grey = edge.sum(1)
    low, high = edge[grey.argmin()], edge[grey.argmax()]
    for _ in range(6):
        near = ((edge - low) ** 2).sum(1) <= ((edge - high) ** 2).sum(1)
        if near.all() or not near.any():
            break
        low, high = edge[near].mean(0), edge[~near].mean(0)
    return low, high


def outline(picture):
    """How much each pixel is not ground, from 0 to 1; mixtures of the two ground colours are ground."""
    low, high = ground_colors(picture)
    along = high - low
    t = np.clip(((picture - low) @ along) / (along @ along + 1e-6), 0, 1)[..., None]
    distance = np.sqrt(((picture - low - t * along) ** 2).sum(-1))
    strong = max(np.sort(distance.ravel())[-120:].mean(), .12)
    return np.clip((distance / strong - .3) / .4, 0, 1)


def main_part(cover):
    """The largest connected part."""
    on, best = cover > .5, []
    on = [list(row) for row in on]
    for sy in range(64):
        for sx in range(64):
            if not on[sy][sx]:
                continue
            stack, part = [(sy, sx)], []
            on[sy][sx] = False
            while stack:
                y, x = stack.pop()
                part.append((y, x))
                for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    if 0 <= v < 64 and 0 <= u < 64 and on[v][u]:
                        on[v][u] = False
                        stack.append((v, u))
            if len(part) > len(best):
                best = part
    return np.array(best)


def features(picture):
    """Numbers of the form, and the mean colour; None where nothing stands out."""
    cover = outline(picture)
    part = main_part(cover)
    if len(part) < 40:
        return None
    ys, xs = part[:, 0], part[:, 1]
    y0, y1, x0, x1 = ys.min(), ys.max() + 1, xs.min(), xs.max() + 1
    side = max(y1 - y0, x1 - x0)
    grid = ((np.arange(GRID) + .5) / GRID - .5) * side
    v = np.clip(np.floor((y0 + y1) / 2 + grid).astype(int), 0, 63)
    u = np.clip(np.floor((x0 + x1) / 2 + grid).astype(int), 0, 63)
    form = cover[np.ix_(v, u)]
    inside = picture[ys, xs]
    color = inside.mean(0)
    away = np.sqrt(((picture[np.ix_(v, u)] - color) ** 2).sum(-1)) * (form > .5)
    many = np.sqrt(((inside - color) ** 2).sum(1)).mean()
    return np.concatenate([form.ravel(), np.minimum(away, 1).ravel(), [many * 4, len(part) / side ** 2, 1]]), color


def drawn(random, label):
    colors = [list(scenes.COLORS)[i] for i in random.permutation(len(scenes.COLORS))[:2]]
    place = list(scenes.PLACES)[int(random.integers(5))]
    pattern = scenes.PATTERNS[int(random.integers(2))]
    kind = KINDS[label]
    if kind == "moka":
        ground = random.choice([n for n in scenes.COLORS if n != "brown"])
        return moka.portrait(random, place, ground, pattern)
    if kind == "figure":
        return scenes.figure(random, colors[0], place, colors[1], pattern)
    return scenes.single(random, kind, colors[0], place, colors[1], pattern)


def blurred(picture, amount):
    """As soft as what the autoencoder gives back."""
    kernel = np.array([amount, 2, amount]) / (2 + 2 * amount)
    for axis in (0, 1):
        padded = np.concatenate([picture.take([0], axis), picture, picture.take([-1], axis)], axis)
        n = picture.shape[axis]
        picture = sum(k * padded.take(range(i, i + n), axis) for i, k in enumerate(kernel))
    return picture


def examples(random, count):
    for _ in range(count):
        for label in range(len(KINDS)):
            picture, tags = drawn(random, label)
            for _ in range(int(random.integers(4))):
                picture = blurred(picture, 1)
            yield label, picture, tags


class Classifier:
    def __init__(self, weights):
        self.weights = weights

    @staticmethod
    def trained(count=220):
        rows, labels = [], []
        for label, picture, _ in examples(np.random.default_rng(3), count):
            if (got := features(picture)) is not None:
                rows.append(got[0])
                labels.append(label)
        x, y = np.array(rows), np.eye(len(KINDS))[labels][:, :len(CLASSES)]
        return Classifier(np.linalg.solve(x.T @ x + 4 * np.eye(x.shape[1]), x.T @ y))  # ridge regression

    @staticmethod
    def read(path):
        return Classifier(np.loadtxt(path).T)

    def __call__(self, picture):
        """The shape's and the colour's names, or twice None where nothing stands out."""
        got = features(picture)
        if got is None:
            return None, None
        names = list(scenes.COLORS)
        color = names[int(np.argmin([((got[1] - np.array(scenes.COLORS[n]) / 255) ** 2).sum() for n in names]))]
        return CLASSES[int(np.argmax(got[0] @ self.weights))], color


def main():
    from PIL import Image

    classifier = Classifier.trained()
    if sys.argv[1] == "train":
        with open(sys.argv[2], "w") as file:
            for row in classifier.weights.T:
                file.write(" ".join(f"{value:.4f}" for value in row) + "\n")
    tiles, right, colors = [], [], []
    for label, picture, tags in examples(np.random.default_rng(1234), 25):
        kind, color = classifier(picture)
        right.append(kind == KINDS[label])
        colors.append(label >= len(scenes.SHAPES) or tags[0].split()[0] == color)
        tiles.append((picture * 255).round().astype(np.uint8))
    by_class = {name: round(float(np.mean(right[i::len(KINDS)])), 3) for i, name in enumerate(CLASSES)}
    print(f"shapes {np.mean([r for i, r in enumerate(right) if i % len(KINDS) < len(CLASSES)]):.3f}, colours {np.mean(colors):.3f}, {by_class}")
    if len(sys.argv) > 3:
        rows = [np.concatenate(tiles[i:i + COLUMNS], 1) for i in range(0, len(tiles), COLUMNS)]
        sheet = Image.fromarray(np.concatenate(rows)).quantize(200, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        sheet.save(sys.argv[3], optimize=True)


if __name__ == "__main__":
    main()
