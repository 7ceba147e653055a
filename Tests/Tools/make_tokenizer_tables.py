#!/usr/bin/env python3
"""Write the data files of Sources/CLoracTokenizerTables/Data.

They hold what CLIP's tokenizer needs to know, in the form the tokenizer reads: the merges of CLIP's vocabulary (taken
from open_clip's copy of bpe_simple_vocab_16e6), Unicode's character data as Python and the `regex` package see it, and
the tables of ftfy, through which transformers' CLIPTokenizer sends every text when ftfy is installed (sd-scripts
requires ftfy 6.3.1).  Nothing is typed in by hand: all is read from the installed packages.

All numbers are little-endian.
  clip-merges.bin         u16 first, u16 second: the symbols of one merge, in order of rank; merge i makes symbol 512 + i
  character-ranges.bin    u32: first code point << 11 | index of its class; a range ends where the next begins
  character-classes.bin   u32 flags, then 16 bytes: the elements of mojibake patterns that such a character can be
  mojibake-patterns.bin   3 x 16 bytes: elements that begin a pattern, that begin one at the start of a text, that end one
  lowercase.bin           u32 from, u32 to
  substitutions.bin       u32 from, u32 count, count x u32: ftfy's ligatures and character widths
  decompositions.bin      the same: canonical decomposition, complete, without Hangul
  compositions.bin        u32 first, u32 second, u32 composed
  encodings.bin           u16[10][128]: what bytes 80-FF mean in the encodings ftfy tries, in its order
  html-entities.txt       name, tab, characters, newline

usage: make_tokenizer_tables.py [--out Sources/CLoracTokenizerTables/Data]
"""

import argparse
import gzip
import importlib.util
import os
import re
import struct
import sys
import unicodedata

import numpy as np
import regex
from ftfy import chardata
from ftfy.badness import BADNESS_RE

# Flags of a class; CharacterTables.swift names the same bits.
LETTER, NUMBER, OTHER, SPACE, CASED, CASE_IGNORABLE, DECIMAL = (1 << i for i in range(7))
FIRST_OF_2, FIRST_OF_3, FIRST_OF_4, CONTINUATION, STRICT_CONTINUATION = (1 << i for i in range(7, 12))
COMBINING_SHIFT = 16  # canonical combining class: bits 16-23

MERGES = 49152 - 256 - 2  # the file holds more lines than CLIP uses
CODE_POINTS = 0x110000
everything = np.arange(CODE_POINTS)
scalars = [c for c in range(CODE_POINTS) if not 0xD800 <= c < 0xE000]


def matching(pattern, engine=re, flags=0):
    """Which single code points a pattern of one character matches."""
    compiled = engine.compile(pattern, flags)
    result = np.zeros(CODE_POINTS, bool)
    for c in scalars:
        result[c] = compiled.fullmatch(chr(c)) is not None
    return result


def byte_alphabet():
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in set(printable)]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(len(others))]


def clip_merges():
    root = os.path.dirname(importlib.util.find_spec("open_clip").origin)
    with gzip.open(os.path.join(root, "bpe_simple_vocab_16e6.txt.gz"), "rt", encoding="utf-8") as file:
        lines = file.read().split("\n")[1 : 1 + MERGES]
    alphabet = byte_alphabet()
    symbols = {s: i for i, s in enumerate(alphabet + [c + "</w>" for c in alphabet])}
    output = bytearray()
    for line in lines:
        first, second = line.split()
        output += struct.pack("<HH", symbols[first], symbols[second])
        assert first + second not in symbols
        symbols[first + second] = len(symbols)
    assert len(symbols) == 49406
    return bytes(output)


def members(item, categories):
    """The characters one element of a parsed pattern accepts."""
    kind, value = item
    name = str(kind)
    if name == "LITERAL":
        return everything == value
    if name == "NOT_LITERAL":
        return everything != value
    if name == "RANGE":
        return (everything >= value[0]) & (everything <= value[1])
    if name == "CATEGORY":
        return categories[str(value)]
    if name == "ANY":
        return everything != ord("\n")
    if name == "IN":
        negated = str(value[0][0]) == "NEGATE"
        result = np.zeros(CODE_POINTS, bool)
        for part in value[1:] if negated else value:
            result |= members(part, categories)
        return ~result if negated else result
    raise ValueError(name)


def mojibake_patterns():
    """ftfy's BADNESS_RE as sequences of character sets: [(anchored, [set, ...]), ...]."""
    categories = {"CATEGORY_SPACE": matching(r"\s"), "CATEGORY_WORD": matching(r"\w")}
    tree = re._parser.parse(BADNESS_RE.pattern, BADNESS_RE.flags)
    (kind, (_, branches)), = list(tree)
    assert str(kind) == "BRANCH"
    patterns = []
    for branch in branches:
        variants = [(False, [])]
        for item in branch:
            if str(item[0]) == "AT":
                assert str(item[1]) == "AT_BEGINNING"
                variants = [(True, sets) for _, sets in variants]
            elif str(item[0]) == "MAX_REPEAT":
                low, high, body = item[1]
                assert (low, int(high)) == (0, 1) and len(body) == 1
                variants += [(a, sets + [members(body[0], categories)]) for a, sets in variants]
            else:
                variants = [(a, sets + [members(item, categories)]) for a, sets in variants]
        patterns += variants
    return merged(patterns)


def merged(patterns):
    """Patterns that differ in one element become one with the union there, which accepts the same texts."""
    changed = True
    while changed:
        changed = False
        for i in range(len(patterns)):
            for j in range(len(patterns) - 1, i, -1):
                (anchor, first), (other_anchor, second) = patterns[i], patterns[j]
                if anchor != other_anchor or len(first) != len(second):
                    continue
                different = [k for k in range(len(first)) if not np.array_equal(first[k], second[k])]
                if len(different) <= 1:
                    for k in different:
                        first[k] = first[k] | second[k]
                    del patterns[j]
                    changed = True
    return patterns


def case_property(name):
    """Cased and Case_Ignorable as str.lower() uses them, seen through its rule for the final sigma."""
    result = np.zeros(CODE_POINTS, bool)
    for c in scalars:
        if name == "ignorable":
            # An ignorable character is looked through: the letter before it still makes the sigma final, and without
            # that letter it does not.
            result[c] = ("A" + chr(c) + "Σ").lower()[-1] == "ς" and (chr(c) + "Σ").lower()[-1] != "ς"
        else:
            result[c] = (chr(c) + "Σ").lower()[-1] == "ς"
    return result


def character_tables(out):
    flags = np.zeros(CODE_POINTS, np.int64)
    ignore_case = regex.IGNORECASE
    for bit, array in [
        (LETTER, matching(r"[\p{L}]", regex, ignore_case)),
        (NUMBER, matching(r"[\p{N}]", regex, ignore_case)),
        (OTHER, matching(r"[^\s\p{L}\p{N}]", regex, ignore_case)),
        (SPACE, matching(r"\s", regex)),
        (CASED, case_property("cased")),
        (CASE_IGNORABLE, case_property("ignorable")),
        (DECIMAL, matching(r"\d")),
        (FIRST_OF_2, matching(f"[{chardata.UTF8_CLUES['utf8_first_of_2']}]")),
        (FIRST_OF_3, matching(f"[{chardata.UTF8_CLUES['utf8_first_of_3']}]")),
        (FIRST_OF_4, matching(f"[{chardata.UTF8_CLUES['utf8_first_of_4']}]")),
        (CONTINUATION, matching(f"[{chardata.UTF8_CLUES['utf8_continuation']}]")),
        (STRICT_CONTINUATION, matching(f"[{chardata.UTF8_CLUES['utf8_continuation_strict']}]")),
    ]:
        flags[array] |= bit
    for c in scalars:
        flags[c] |= unicodedata.combining(chr(c)) << COMBINING_SHIFT

    patterns = mojibake_patterns()
    elements = [s for _, sets in patterns for s in sets]
    assert len(elements) <= 128, len(elements)
    low, high = np.zeros(CODE_POINTS, np.uint64), np.zeros(CODE_POINTS, np.uint64)
    for index, element in enumerate(elements):
        target = low if index < 64 else high
        target[element] |= np.uint64(1 << (index % 64))
    starts = anchored = ends = 0
    position = 0
    for anchor, sets in patterns:
        if anchor:
            anchored |= 1 << position
        else:
            starts |= 1 << position
        position += len(sets)
        ends |= 1 << (position - 1)
    with open(os.path.join(out, "mojibake-patterns.bin"), "wb") as file:
        for mask in (starts, anchored, ends):
            file.write(mask.to_bytes(16, "little"))

    classes, ranges, previous = {}, [], None
    for c in range(CODE_POINTS):
        key = (int(flags[c]), int(low[c]), int(high[c]))
        if key != previous and not 0xD800 < c < 0xE000:
            ranges.append(c << 11 | classes.setdefault(key, len(classes)))
            previous = key
    assert len(classes) < 1 << 11
    with open(os.path.join(out, "character-ranges.bin"), "wb") as file:
        file.write(struct.pack(f"<{len(ranges)}I", *ranges))
    with open(os.path.join(out, "character-classes.bin"), "wb") as file:
        for key in classes:
            file.write(struct.pack("<IQQ", *key))
    print(f"{len(patterns)} patterns, {len(elements)} elements, {len(classes)} classes, {len(ranges)} ranges")


def numbers(*values):
    return struct.pack(f"<{len(values)}I", *values)


def mapping(pairs):
    return b"".join(numbers(source, len(target), *map(ord, target)) for source, target in sorted(pairs))


def decompositions():
    return [
        (c, unicodedata.normalize("NFD", chr(c)))
        for c in scalars
        if not 0xAC00 <= c < 0xD7A4 and unicodedata.normalize("NFD", chr(c)) != chr(c)
    ]


def compositions():
    result = []
    for c in scalars:
        parts = unicodedata.decomposition(chr(c)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            first, second = (int(p, 16) for p in parts)
            if unicodedata.normalize("NFC", chr(first) + chr(second)) == chr(c):
                result.append((first, second, c))
    return b"".join(numbers(*entry) for entry in sorted(result))


def lowercase():
    # Only U+0130 becomes two characters; the tokenizer knows it, and the sigma that depends on its neighbours.
    assert [c for c in scalars if len(chr(c).lower()) != 1] == [0x130]
    return b"".join(
        numbers(c, ord(chr(c).lower())) for c in scalars if c not in (0x130, 0x3A3) and chr(c).lower() != chr(c)
    )


def encodings():
    output = b""
    for name in chardata.CHARMAP_ENCODINGS:
        text = bytes(range(256)).decode(name)
        assert len(text) == len(set(text)) == 256
        assert all(ord(text[b]) == b for b in range(128) if b != 0x1A)
        assert ord(text[0x1A]) == (0xFFFD if name.startswith("sloppy") else 0x1A)
        assert all(text[b].encode(name) == bytes([b]) for b in range(256))
        output += struct.pack("<128H", *map(ord, text[128:]))
    return output


def html_entities():
    lines = sorted((name[1:-1], value) for name, value in chardata.HTML_ENTITIES.items())
    # Two entities are a tab and a newline themselves: characters stand as hexadecimal numbers.
    return "".join(f"{name}\t{' '.join(f'{ord(c):x}' for c in value)}\n" for name, value in lines).encode("ascii")


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=os.path.join(root, "Sources/CLoracTokenizerTables/Data"))
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    character_tables(out)
    substitutions = {**chardata.LIGATURES}
    assert not set(substitutions) & set(chardata.WIDTH_MAP)
    substitutions.update(chardata.WIDTH_MAP)
    for name, data in [
        ("clip-merges.bin", clip_merges()),
        ("lowercase.bin", lowercase()),
        ("substitutions.bin", mapping(substitutions.items())),
        ("decompositions.bin", mapping(decompositions())),
        ("compositions.bin", compositions()),
        ("encodings.bin", encodings()),
        ("html-entities.txt", html_entities()),
    ]:
        with open(os.path.join(out, name), "wb") as file:
            file.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
