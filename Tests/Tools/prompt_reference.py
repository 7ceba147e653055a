#!/usr/bin/env python3
"""Reference data for LoracPromptsTests.

  prompt_reference.py --sd-scripts CHECKOUT --tokenizer DIR [--out DIR] [--count N] [--seed S]

Needs sd-scripts' own Python environment; DIR is a folder CLIPTokenizer.from_pretrained takes. kohya_lines.json and
kohya_files.json are what sd-scripts itself makes of prompt lines and files; kohya_rows.json is what its preview pipeline
shows a text encoder. weights.json, rows.json and fields.json are what A1111's documented rules make of a prompt and of
pasted text, written down here once more.
"""

import argparse
import json
import logging
import os
import random
import re
import sys
import tempfile

logging.disable(logging.CRITICAL)

LINES = [
    "", "a cat", "a cat --n a dog", "a cat --n a dog --w 512 --h 768 --d 42 --l 7.5 --s 28 --ss euler_a",
    "1girl, (solo:1.2) --n lowres, (bad hands:1.4) --w 512 --h 765 --d 2551890436 --s 28 --l 7 --ss ddim",
    "a --W 100 --H 200 --D 3 --S 4 --L 5 --N No --SS Euler_A", "a --w512", "a --w  512", "a --w 512px", "a --w -5", "a --w",
    "a --w ", "a --s 0", "a --s 5000", "a --s 28 --s 30", "a --l 7.5.1", "a --l .5", "a --l 5.", "a --l .", "a --l seven", "a --l -3",
    "a--n b", "a --n", "a --n ", "a --n  b ", "a  --n b", "a -- n b", "a --n b --", "--n b", " --n b", "n the night", "w 5 h 6",
    "s 28 mm lens --n blur", "d 12", "a --cn pose.png --fs 3 --g 4.5 --ctr 0.3 --rcfg 1", "a --ctr x", "a --am 1.0", "a --nn b",
    "a --ss", "a --ss k_dpm_2 --n x --n y", "a cat -- with --w 64 whiskers", "a --d 99999999999", "a --d ٤٢", "猫 --n 犬 --w 640",
    "a --h 1 --h", "a\t--n b", "a --n b\tc", "a --S 1001", "a --n (a --w 3", "  a", "a --g 3",
]

PROMPTS = [
    "", "normal text", "an (important) word", "(unbalanced", "\\(literal\\]", "(unnecessary)(parens)",
    "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).", "a, ((best quality)), [lowres], (word:1.3)", "(a: 1.3 )", "(a :1.3)", "(a:1.3",
    "a BREAK b", "BREAK", "a BREAK", "aBREAK b", "a BREAKb", "a, BREAK, b", "x\nBREAK\ny", "a BREAK BREAK b", "[a BREAK b]", "break",
    "a:1.5)", "(:1.2)", "()", "[[a]]", "(a:+1.2) (b:-.5) (c:2.)", "]a)", "\\", "a\\", "\\\\", "(a\\:1.2)", "((a:1.1):1.1)", "BREAK_ x",
    "(a BREAK b:1.4) c", "a (b BREAK c) d",
]

PASTED = [
    "a cat", "a cat\nNegative prompt: a dog", "",
    "prompt\nNegative prompt: bad\nSteps: 28, Sampler: DPM++ SDE Karras, CFG scale: 7, Seed: 2551890436, Size: 512x765, Clip skip: 2",
    "1girl, ((solo))\nsecond line\n\nNegative prompt: lowres,\n(worst quality:1.4)\nSteps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: 1, "
    "Size: 512x512, Model hash: 45dee52b, Model: a b.c, Denoising strength: 0.5, Lora hashes: \"Zhang: abc, B: 1\", Version: v1.6.0",
    "only\nSteps: 20, Seed: 5", "x\nSteps: 20, Sampler: Euler, CFG scale: 7,", "Steps: 20, Sampler: Euler, CFG scale: 7",
    "a\r\nNegative prompt: b\r\nSteps: 20, Sampler: LMS, CFG scale: 7, Size: 64x64\r\n", "p\nNegative prompt:\nSteps: 1, Sampler: a, Seed: 2",
    "p\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 1, Size: 512x512, A-b/c d: x:y, Q: \"say \\\"hi\\\", ok\", R: \"\"",
    "Negative prompt: only this", "p\nNegative prompt: a\nNegative prompt: b\nX: 1, Steps: 2, ab: 3, abc: 4",
]

WORDS = ["cat", " dog,", "a ", "(", ")", "[", "]", ":", ":1.2)", ":.5)", ": 1.1 )", ":-1)", "\\", "\\(", "\\]", " BREAK ", "BREAK", "x", "\n", "é", "猫 "]
OPTIONS = ["w", "h", "d", "s", "l", "n", "ss", "W", "N", "x", "g", "cn", "fs", "ctr"]
VALUES = ["512", "7.5", "a dog", "", "euler_a", "3", "-1", "1.2.3", " 5", "0", "99", "b --", "é"]


def attention(prompt):
    """A1111's brackets: a list of [text, weight], and "BREAK" for a new row; None where a weight is no number."""
    pieces, open_round, open_square, position = [], [], [], 0
    blank = lambda c: c.isspace()
    while position < len(prompt):
        c = prompt[position]
        position += 1
        if c == "\\":
            if position < len(prompt) and prompt[position] in "()[]\\":
                pieces.append([prompt[position], 1.0])
                position += 1
            continue
        if c == "(":
            open_round.append(len(pieces))
        elif c == "[":
            open_square.append(len(pieces))
        elif c == ")" and open_round:
            scale(pieces, open_round.pop(), 1.1)
        elif c == "]" and open_square:
            scale(pieces, open_square.pop(), 1 / 1.1)
        elif c == ":":
            end = position
            while end < len(prompt) and blank(prompt[end]):
                end += 1
            start = end
            if end < len(prompt) and prompt[end] in "+-":
                end += 1
            digits = end
            while end < len(prompt) and (prompt[end].isdecimal() or prompt[end] == "."):
                end += 1
            number, found = prompt[start:end], end > digits
            while end < len(prompt) and blank(prompt[end]):
                end += 1
            if not found or end == len(prompt) or prompt[end] != ")":
                pieces.append([":", 1.0])
            elif open_round:
                try:
                    scale(pieces, open_round.pop(), float(number))
                except ValueError:
                    return None
                position = end + 1
            else:
                pieces.append([prompt[position - 1 : end + 1], 1.0])
                position = end + 1
        else:
            pieces.append([c, 1.0])
    for start in open_round:
        scale(pieces, start, 1.1)
    for start in open_square:
        scale(pieces, start, 1 / 1.1)
    joined = []
    for text, weight in pieces:
        if joined and joined[-1][1] == weight:
            joined[-1][0] += text
        else:
            joined.append([text, weight])
    result = []
    for text, weight in joined or [["", 1.0]]:
        for index, part in enumerate(re.split(r"\s*\bBREAK\b\s*", text)):
            result += ["BREAK"] if index else []
            result.append([part, weight])
    return result


def scale(pieces, start, factor):
    for piece in pieces[start:]:
        piece[1] *= factor


def broken_rows(tokenizer, parts, reach=20, length=75):
    """A1111's rows: what follows a near comma moves to the next row together."""
    comma = tokenizer(",").input_ids[1]
    rows, row, last = [], [], None

    def close(count):
        nonlocal row, last
        rows.append(row[:count])
        row, last = row[count:], None

    for part in parts:
        if part == "BREAK":
            close(len(row))
            continue
        for token in tokenizer(part[0]).input_ids[1:-1]:
            if token == comma:
                last = len(row)
            elif len(row) == length and last is not None and len(row) - last <= reach:
                close(last + 1)
            if len(row) == length:
                close(length)
            row.append((token, part[1]))
    if row or not rows:
        close(len(row))
    return rows


def fields(text):
    """Pasted text: prompt, negative prompt and fields, as A1111's format is described."""
    lines = [line.strip() for line in text.strip().split("\n")]
    pattern = r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)'
    found = re.findall(pattern, lines[-1])
    if len(found) >= 3:
        lines.pop()
    else:
        found = []
    prompt, negative, seen = [], [], False
    for line in lines:
        if line.startswith("Negative prompt:"):
            seen, line = True, line[len("Negative prompt:") :].strip()
        (negative if seen else prompt).append(line)
    values = []
    for name, value in found:
        if value[:1] == '"' and value[-1:] == '"' and len(value) > 1:
            try:
                value = json.loads(value)
            except ValueError:
                pass
        values.append([name, value.strip()])
    return {"prompt": "\n".join(prompt), "negative": "\n".join(negative), "fields": values}


def kohya_rows(tokenizer, prompt, negative):
    """What the preview pipeline shows its text encoder: rows of tokens, and the factors it multiplies states with."""
    import torch
    from library import lpw_stable_diffusion as lpw

    class Pipe:
        device = "cpu"
        shown = []

        def text_encoder(self, tokens):
            self.shown.append(tokens[0].tolist())
            return [torch.ones(1, tokens.shape[1], 2)]

    pipe = Pipe()
    pipe.shown = []
    pipe.tokenizer = tokenizer
    states, other = lpw.get_weighted_text_embeddings(pipe, prompt, uncond_prompt=negative)
    # Only ratios are left of the factors; that of the first token, the start, was 1.
    factors = [[round(float(v), 5) for v in (s[0, :, 0] / s[0, 0, 0])] for s in (states, other) if s is not None]
    count = states.shape[1] // 77
    case = {"prompt": prompt, "rows": [[row[:-1] for row in pipe.shown[:count]]], "factors": factors}
    if negative is not None:
        case["negative"] = negative
        case["rows"].append([row[:-1] for row in pipe.shown[count:]])
    return case


def shorten(case):
    """Trailing end tokens and ones are left out; all rows have 77."""
    case["rows"] = [[strip(row, 49407) for row in rows] for rows in case["rows"]]
    case["factors"] = [strip(row, 1.0) for row in case["factors"]]
    return case


def strip(row, value):
    row = list(row)
    while row and row[-1] == value:
        row.pop()
    return row


FILES = {
    "plain.txt": "a cat --w 512\n\n# comment\n  # indented\n  b --n c  \r\nlast",
    "empty.txt": "\n\n",
    "list.json": '["a --s 5", {"prompt": "b", "negative_prompt": "c", "width": 640, "height": 512, "sample_steps": 12, "scale": 6, '
    '"seed": 7, "sample_sampler": "euler_a", "enum": 9}, {"prompt": "d", "scale": 4.5, "subset": 1, "odd": true}]',
    "table.toml": "# previews\n[prompt]\nwidth = 512\nheight = 768\nscale = 7.5\nnegative_prompt = 'low\\q'\n\n[[prompt.subset]]\n"
    'prompt = "a \\"cat\\" \\u00e9"\nseed = 1_000\n\n[[prompt.subset]]\nprompt = """\nlong \\\n  text"""\nsample_steps = 0x10 # hex\nsample_sampler = "ddim"\n',
    "common.toml": "[prompt]\nprompt = \"x\"\n[[prompt.subset]]\nprompt = \"y\"\n",
    "nothing.toml": "width = 5\n",
    "object.json": '{"prompt": "a"}',
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "../LoracPromptsTests/Reference"))
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.path.insert(0, options.sd_scripts)
    from library import train_util
    from transformers import CLIPTokenizer

    tokenizer = CLIPTokenizer.from_pretrained(options.tokenizer)
    chance = random.Random(options.seed)

    def write(name, cases):
        with open(os.path.join(options.out, name), "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")

    lines = LINES + [
        chance.choice(["a cat", "n b", "", "猫 (x:1.2)"]) + "".join(
            f" --{chance.choice(OPTIONS)}{chance.choice([' ', ' ', ' ', '', '  '])}{chance.choice(VALUES)}" for _ in range(chance.randrange(5)))
        for _ in range(options.count)
    ]
    write("kohya_lines.json", [{"line": line, "prompt": train_util.line_to_prompt_dict(line)} for line in lines])

    files = []
    for name, text in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            try:
                prompts = [{k: v for k, v in p.items() if k not in ("enum", "odd")} for p in train_util.load_prompts(path)]
            except Exception:
                prompts = None
            files.append({"name": name, "text": text, "prompts": prompts})
    write("kohya_files.json", files)

    prompts = PROMPTS + ["".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 12))) for _ in range(options.count)]
    write("weights.json", [{"prompt": p, "parts": None if (a := attention(p)) is None else [None if x == "BREAK" else x for x in a]} for p in prompts])

    tags = "masterpiece, best quality, 1girl, solo, long hair, looking at viewer, smile, outdoors, ".split(" ")
    longs = [("a (cat:1.3)", "[dog]"), ("a", None), ("", ""), (" ".join(tags * 4), "lowres"), (" ".join(tags * 9), "(bad:1.4) " * 30),
             ("word " * 75, ""), ("word " * 76, "x"), ("word " * 150, None), ("word " * 225, ""), ("(word:1.1) " * 240, "y"), ("a", "word " * 160)]
    write("kohya_rows.json", [shorten(kohya_rows(tokenizer, *pair)) for pair in longs])
    rows = []
    for text, _ in longs + [("a, " * 20 + "word " * 20 + "b, c, " + "word " * 75, ""), ("a BREAK b, (c:1.5)", ""), ("w " * 74 + ", x", ""), ("w " * 75 + ", x", ""),
                            ("w " * 56 + ", " + "v " * 30, ""), ("w " * 54 + ", " + "v " * 30, ""), ("BREAK a", ""), ("a BREAK", "")]:
        made = broken_rows(tokenizer, attention(text))
        rows.append({"prompt": text, "rows": [[t for t, _ in row] for row in made], "weights": [[w for _, w in row] for row in made]})
    write("rows.json", rows)
    write("fields.json", [{"text": text, **fields(text)} for text in PASTED])


if __name__ == "__main__":
    main()
