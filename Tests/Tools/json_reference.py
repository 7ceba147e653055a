#!/usr/bin/env python3
"""Writes what Python's json reads in strings with escapes, most of them surrogates.

  json_reference.py Tests/LoracJSONTests/Reference/escapes.txt

Each line has a JSON text and, after a tab, the UTF-8 of what it means in hex; half of a pair that stands alone, which
UTF-8 cannot say, is U+FFFD."""

import json
import random
import sys

generator = random.Random(20240229)
# json-c 0.16 misreads characters whose lowest 16 bits look like half of a pair.
ODD = [plane << 16 | low for plane in range(1, 17) for low in (0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000)]
PIECES = ["a", "d836", "u", " ", "é", "😀", "\U0001d800", "\\n", "\\\\", "\\/",
          '\\"', "\\u0041", "\\u00e9", "\\u0000", "\\u20AC"]
HALVES = ["\\ud800", "\\udbff", "\\uDC00", "\\udfff", "\\ud836", "\\uD837", "\\ud876", "\\udbf6",
          "\\udc00", "\\ud83d", "\\ude00"]


def escaped(character):
    text = json.dumps(chr(character))[1:-1]
    return text if generator.random() < 0.5 else text.upper().replace("\\U", "\\u")


def piece():
    kind = generator.random()
    if kind < 0.35:
        return escaped(generator.choice(ODD))
    if kind < 0.5:
        return escaped(generator.randrange(0x10000, 0x110000))
    return generator.choice(HALVES if kind < 0.75 else PIECES)


def utf8(text):
    """The characters of a text, which may hold halves of pairs."""
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text).encode()


lines = [f'"{escaped(c)}"' for c in ODD]
lines += ['"' + "".join(piece() for _ in range(generator.randint(1, 8))) + '"' for _ in range(400)]
with open(sys.argv[1], "w") as file:
    for line in lines:
        file.write(f"{line}\t{utf8(json.loads(line)).hex()}\n")
