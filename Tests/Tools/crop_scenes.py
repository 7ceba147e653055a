#!/usr/bin/env python3
"""Photographs whose subject is known, to measure how much of it a crop keeps.

  crop_scenes.py FOLDER    writes scenes as PNG files, and scenes.json: file, size to crop to, subject's box, kind

Then LORAC_CROP_SCENES=FOLDER swift test --filter photographs  measures LoracCropping on them; docs/preparation.md has the
figures. Needs Python with Pillow, NumPy and scikit-image, whose sample photographs these are; their subjects' boxes were
measured by eye. Two sorts: windows of a photograph that have its subject anywhere, and subjects cut out by an ellipse and
put anywhere on other photographs and textures. A scene is "off-center" if the centered crop keeps at most 70 % of
the subject's box, "centered" if it keeps at least 98 %; others are left out. The same scenes each time.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from skimage import data

TARGETS = [(512, 512), (512, 768), (768, 512)]
# Left, top, right and bottom edge of the subject, in parts of the photograph.
SUBJECTS = {
    "astronaut": (0.04, 0.03, 0.70, 1.0),
    "camera": (0.02, 0.12, 0.62, 1.0),
    "chelsea": (0.08, 0.0, 0.80, 1.0),
    "clock": (0.35, 0.31, 0.69, 0.71),
    "coffee": (0.13, 0.03, 0.81, 0.97),
    "horse": (0.03, 0.02, 0.98, 0.96),
    "rocket": (0.46, 0.29, 0.54, 1.0),
}
# Subjects that an ellipse in these edges cuts out: the astronaut's head, the clock, the cup, the cat's eyes and nose.
CUT_OUTS = {
    "astronaut": (0.28, 0.02, 0.61, 0.42),
    "chelsea": (0.25, 0.15, 0.82, 0.98),
    "clock": (0.35, 0.31, 0.69, 0.71),
    "coffee": (0.13, 0.03, 0.81, 0.97),
}
# Without a subject of their own.
BACKGROUNDS = ["grass", "gravel", "brick", "moon", "sky", "room", "wood"]


def photograph(name):
    if name == "sky":
        down = np.linspace(0, 1, 400)[:, None, None]
        return Image.fromarray((np.array([70, 130, 210]) * (1 - down) + np.array([215, 225, 235]) * down
                                + np.zeros((400, 600, 3))).astype(np.uint8))
    if name == "room":
        # A wall, a floor and a door: straight edges that are nobody's subject.
        image = Image.new("RGB", (600, 400), (196, 186, 170))
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 300, 600, 400), fill=(120, 90, 65))
        draw.rectangle((455, 60, 555, 300), fill=(170, 160, 145), outline=(90, 85, 80))
        return image.filter(ImageFilter.GaussianBlur(1))
    if name == "wood":
        # The table beside the cup.
        return photograph("coffee").crop((0, 180, 68, 300)).resize((600, 400), Image.BICUBIC)
    pixels = getattr(data, name)()
    if pixels.dtype == bool:
        pixels = pixels.astype(np.uint8) * 255
    return Image.fromarray(pixels).convert("RGB")


def kept_by_center(size, target, box):
    (width, height), (w, h) = size, target
    kept = (h and height * w / h, height) if width * h >= height * w else (width, width * h / w)
    left, top = (width - kept[0]) / 2, (height - kept[1]) / 2
    across = max(0, min(box[2], left + kept[0]) - max(box[0], left))
    down = max(0, min(box[3], top + kept[1]) - max(box[1], top))
    return across * down / ((box[2] - box[0]) * (box[3] - box[1])), min(1.0, kept[0] / (box[2] - box[0])) * min(
        1.0, kept[1] / (box[3] - box[1]))


def windows():
    """Windows of photographs that hold their whole subject."""
    for name, edges in SUBJECTS.items():
        image = photograph(name)
        box = [edge * side for edge, side in zip(edges, image.size * 2)]
        for width in (1.0, 0.85, 0.7, 0.6, 0.5, 0.35):
            for height in (1.0, 0.85, 0.6):
                for across in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
                    for down in (0.0, 0.5, 1.0):
                        size = (round(image.width * width), round(image.height * height))
                        left = round((image.width - size[0]) * across)
                        top = round((image.height - size[1]) * down)
                        inside = [box[0] - left, box[1] - top, box[2] - left, box[3] - top]
                        if inside[0] < 0 or inside[1] < 0 or inside[2] > size[0] or inside[3] > size[1]:
                            continue
                        yield name, image.crop((left, top, left + size[0], top + size[1])), inside


def collages(generator):
    """Subjects on other backgrounds."""
    for name, edges in CUT_OUTS.items():
        source = photograph(name)
        cut = source.crop([round(edge * side) for edge, side in zip(edges, source.size * 2)])
        for background in BACKGROUNDS:
            for _ in range(4):
                size = (600, 400) if generator.random() < 0.5 else (400, 600)
                scene = photograph(background).resize(size, Image.LANCZOS)
                scale = generator.uniform(0.3, 0.6) * min(size) / max(cut.size)
                part = cut.resize([max(1, round(side * scale)) for side in cut.size], Image.LANCZOS)
                mask = Image.new("L", part.size)
                ImageDraw.Draw(mask).ellipse((0, 0, part.width - 1, part.height - 1), fill=255)
                left = int(generator.integers(0, size[0] - part.width + 1))
                top = int(generator.integers(0, size[1] - part.height + 1))
                scene.paste(part, (left, top), mask.filter(ImageFilter.GaussianBlur(1.5)))
                yield f"{name}-on-{background}", scene, [left, top, left + part.width, top + part.height]


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    scenes, seen = [], set()
    generator = np.random.default_rng(5)
    for name, image, box in [*windows(), *collages(generator)]:
        for target in TARGETS:
            kept, possible = kept_by_center(image.size, target, box)
            kind = "off-center" if kept <= 0.7 and kept * 1.3 <= possible else "centered" if kept >= 0.98 else None
            key = (name, image.size, tuple(box), target)
            shapes_differ = abs(image.width / image.height - target[0] / target[1]) > 0.05
            if kind is None or key in seen or not shapes_differ:
                continue
            seen.add(key)
            file = f"{len(scenes):04}-{name}.png"
            image.save(folder / file)
            scenes.append({"file": file, "target": target, "subject": [round(edge) for edge in box], "kind": kind})
    (folder / "scenes.json").write_text(json.dumps(scenes, indent=1) + "\n")
    print({kind: sum(scene["kind"] == kind for scene in scenes) for kind in ("off-center", "centered")})


main()
