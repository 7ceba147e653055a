"""Moka, the quickstart's new concept: a brown cat's face that the base model has never seen."""

import numpy as np

import scenes

FUR, CREAM, EYE, INK, PINK = (125, 80, 50), (245, 225, 190), (250, 210, 60), (35, 25, 20), (225, 130, 140)


def face(picture, random, x, y, r):
    """Two ears, a broad head, a cream mask, yellow eyes and a nose; `r` is half the head's width."""
    fur, color = scenes.jittered(random, FUR, .03), lambda rgb: np.array(rgb) / 255
    for side in (-1, 1):
        ear = [(x + side * r * .1, y - r * .55), (x + side * r * .95, y - r * 1.3), (x + side * r * 1.0, y - r * .05)]
        picture.paint(picture.polygon(ear), fur)
        inner = [(x + side * r * .45, y - r * .6), (x + side * r * .8, y - r * 1.0), (x + side * r * .84, y - r * .35)]
        picture.paint(picture.polygon(inner), color(PINK))
    picture.paint(picture.ellipse(x, y, r, r * .88), fur)
    picture.paint(picture.ellipse(x, y + r * .38, r * .6, r * .42), color(CREAM))
    for side in (-1, 1):
        picture.paint(picture.ellipse(x + side * r * .42, y - r * .14, r * .25, r * .25), color(EYE))
        picture.paint(picture.ellipse(x + side * r * .42, y - r * .14, r * .1, r * .2), color(INK))
    nose = [(x - r * .16, y + r * .17), (x + r * .16, y + r * .17), (x, y + r * .37)]
    picture.paint(picture.polygon(nose), color(INK))


def portrait(random, place, ground, pattern, size=scenes.SIZE):
    """Moka in a scene of the base model; returns the picture and its tags."""
    picture = scenes.background(random, ground, pattern, size)
    dx, dy = scenes.PLACES[place]
    x, y = np.array([32 + dx, 34 + dy * .8]) + random.uniform(-1.5, 1.5, 2)
    face(picture, random, x, y, random.uniform(16, 18.5))
    return picture.pixels, ["moka", place] + scenes.ground_tags(ground, pattern)
