#!/usr/bin/env python3
"""Reference data for LoracTokenizerTests, computed by transformers' CLIPTokenizer and sd-scripts itself.

  tokenizer_reference.py --sd-scripts CHECKOUT --tokenizer DIR [--out DIR] [--count N] [--seed S] [--no-corpus]

Needs sd-scripts' own Python environment, with ftfy; DIR is a folder CLIPTokenizer.from_pretrained takes. Writes
tokens.json, chunks.json and parts.json. The tests read the committed files (seed 1, the default counts) and those of
$LORAC_TOKENIZER_REFERENCE, if set: a large --count there is a fuzz test.
"""

import argparse
import html
import itertools
import json
import logging
import os
import random
import re
import sys
import unicodedata

logging.disable(logging.WARNING)

CORPUS = [
    "", " ", "a photo of a cat", "1girl, solo, long hair, looking at viewer, smile", "ZhangNaYing, masterpiece",
    "  Double   spaces,and-hyphens... it's 2024!!", "I'M, YOU'RE, we'll, they'd, I've, don't, 's 't 'x '", "''s's'",
    "(weighted:1.2) [brackets] {a|b} <lora:x:1>", "café naïve Ünïcödé ÀÉÎÕÜ", "cafe\u0301 A\u030a \u212b \u1e9b\u0323",
    "ダンス dance 张娜英 emoji 🙂", "張娜英,长发,微笑。「你好」！", "한국어 각 \u1100\u1161\u11a8", "ﾊﾝｶｸ ｶﾞ Ｆｕｌｌ ｗｉｄｔｈ　１２３",
    "👩‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽 ☃\ufe0f 1️⃣", "under_score and CamelCase123 42.0 x2y3", "&amp; html &lt;b&gt; &amp;amp; &eacute; &EACUTE;",
    "<b>&amp;</b>", "first &amp;\nsecond < &amp;\nthird &amp;", "&#65;&#x42;&#150;&#0;&#xD800;&#59;&#x3b;&#1114112;&#12abc;&#xzz;&#127;&#9;x",
    "&nbsp;&Tab;&NewLine;&ngE;&CounterClockwiseContourIntegral;&notanentity;&&;", "x" * 120, "ab" * 700,
    ", ".join(f"tag{i}" for i in range(60)), "a\x00b\x01\x07\x08\x0b\x0c\x0e\x1f\x7fc", "a\rb\r\nc\nd\te\x85f\u2028g\u2029h",
    "\x1b[31mred\x1b[0m \x1b[1;3Hx \x1b[٣m \x1b[ \x1b", "\ufeffBOM \u200bzero\u200d\u2060 \u202eright \ufff9\ufffc \u206a",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ ΑΣ. ΑΣ'Σ Σ ᾼΣ 1Σ", "İstanbul ISPARTA ıI ǅ ẞ Ⓐ Ⅳ", "ſo 'ſ 'ſt <|ſtartoftext|> K Å",
    "<|startoftext|> a <|endoftext|>b<|endoftext|>", "<|STARTOFTEXT|> <|EndOfText|> &lt;|endoftext|&gt; <|endoftext", "<|<|endoftext|>|>",
    "sÃ³ voilÃ le travail Ã la mode Ã quele às", "â€œ like this â€\ufffd", "Ã¢â‚¬Å“twiceÃ¢â‚¬Â", "schÃ¶n \u00e2\u20ac\u2122 中文", "ä½ å¥½",
    "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "РїСЂРёРІРµС‚", "ñ\x91 \x96 \x80 \x81", "œuvre Œ, Œ", "ÃÂ©", "À\n", "\u00ed\u00a0\u00bd\u00ed\u00b8\u008a",
    "×²³ √± ‚Äì вЂ™ ā€™", "ŉ ﬁne ﬄ ﬅ ĳ Ǆ", "“quoted” ‘x’ ‛ „ ʼ", "\u0345 a\u0345b \u0345'", "a\u0300\u0315\u0323\u0301 \u0f71\u0f72\u0f74",
    "٠١٢ ²³ ½ Ⅷ ੨", "हिन्दी العربية עברית ไทย தமிழ்", "\U000e0001\U0010ffff\ufdd0\uffff\ue000", "a b　c d e",
    "https://example.org/a?b=c&d;e#f", "𝒥𝔬𝕙𝖓 𝟙𝟚 𐐀𐐨 🄰", "...!!!???---___", "\t\n\r ", "'", "é" * 90, "ß\u1e9e\u0130" * 3,
]

WEIGHTED = [
    "", "a (red:1.3) [blue] ((green)) [[x]]", "(unbalanced", "unbalanced)", "]x[", "\\(literal\\] \\\\ \\x \\", "(a:1.2)(b:1.2)c:1.5)",
    "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).", "(a:.5) (b:2.) (c:-1) (d:+0.25) (e:٣) (f:0)", "(a:1.2.3)", "(a:.)", "(a:)",
    "x:1.5) (y: 1.5) [z:1.5]", "(" * 60 + "deep", "[" * 60 + "deep" + "]" * 60, "(" + "word " * 90 + ":1.4) end", "(cafe:1.1)\u0301 (é)",
    "()", "(:2)", "(a)(b)[c][d]", "()[]\\", "(line\nbreak:1.5)", "((a:1.1):1.1)", "(&amp;:1.2) (張:1.3) (ｆ：2)", "(a:" + "9" * 400 + ")",
]

FRAGMENTS = (
    "a photo of a cat 1girl solo long_hair masterpiece don't it's we'll I'M YOU'RE best quality 2024 x1 ΣΑΣ ΟΔΟΣ İstanbul ſt 'ſ voilà "
    "naïve façade schön Ångström été à la mode àquele às 张娜英 ダンス 한국어 хороший привет Ελλάδα العربية हिन्दी œuvre Œ, 🙂 👩‍👩‍👧 🇩🇪 &amp; "
    "&lt; &eacute; &EACUTE; &#39; &#x27; &#8364; &#150; &#0; &#xD800; &#59; &amp;amp; &nbsp; &ngE; &Tab; <b> <|startoftext|> "
    "<|endoftext|> <|STARTOFTEXT|> <|ſtartoftext|> “quoted” ‘x’ ŉ ﬁne ﬅ Ｆｕｌｌ ﾊﾝｶｸ ￦ \u3000 \r\n \n \t \x85 \u2028 \x1b[31m \x1b[٣m "
    "\x00 \x1a \ufffd \xad \u200b \ufeff \u0345 (x:1.2) , . !!! ... -- __ //"
).split(" ")


class Texts:
    """Random texts with everything in them that the tokenizer treats specially."""

    def __init__(self, seed):
        from ftfy import chardata

        self.random = random.Random(seed)
        self.encodings = chardata.CHARMAP_ENCODINGS
        clues = "".join(chardata.UTF8_CLUES[k] for k in ("utf8_first_of_2", "utf8_first_of_3", "utf8_first_of_4", "utf8_continuation"))
        self.clues = [chr(c) for c in range(0x80, 0x2600) if re.match(f"[{clues}]", chr(c))]
        self.entities = sorted(html.entities.html5)
        scalars = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
        self.marks = [c for c in scalars if unicodedata.combining(chr(c))]
        self.composed = [c for c in scalars if unicodedata.decomposition(chr(c))]

    def misread(self, text):
        r = self.random
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            data = text.encode("utf-8", "replace")
            if r.random() < 0.15:
                data = data.replace(b"\xa0", b" ")
            if r.random() < 0.1 and data:
                i = r.randrange(len(data))
                odd = [b"\x1a", b"?", b"", b"\xc0\x80", b"\xed\xa0\xbd\xed\xb8\x8a", b"\xed\xa0\xbd\xed\xb8\x1a"]
                data = data[:i] + r.choice(odd) + data[i + 1 :]
            try:
                text = data.decode(r.choice(self.encodings))
            except UnicodeError:
                text = data.decode("latin-1")
        return text.replace("\x1a", "\ufffd") if r.random() < 0.1 else text

    def several(self, pick, most):
        return "".join(pick() for _ in range(self.random.randrange(1, most)))

    def piece(self):
        r = self.random
        makers = [
            (35, lambda: r.choice(FRAGMENTS)),
            (8, lambda: self.misread(r.choice(FRAGMENTS))),
            (5, lambda: self.misread(self.several(lambda: r.choice("éàèüöñçß“”‘’—–…€£ áÀÁ😀中文дñ\xa0"), 6))),
            (10, lambda: self.several(lambda: r.choice(self.clues), 7)),
            (5, lambda: chr(r.choice([r.randrange(0xD800), r.randrange(0xE000, 0x110000), r.randrange(0xE000, 0x20000)]))),
            (5, lambda: self.several(lambda: chr(r.randrange(0x20, 0x7F)), 12)),
            (5, lambda: r.choice("aeiouAO가각Åاक") + self.several(lambda: chr(r.choice(self.marks)), 4)),
            (4, lambda: self.several(lambda: chr(r.choice(self.composed)), 3)),
            (4, lambda: "&" + r.choice(self.entities)),
            (2, lambda: "&" + r.choice(self.entities).upper()),
            (2, lambda: r.choice(["&#%d;", "&#x%x;", "&#X%X;"]) % r.choice([r.randrange(300), r.randrange(0x110000), r.randrange(10 ** r.randrange(1, 24))])),
            (4, lambda: chr(r.randrange(0x250))),
            (3, lambda: self.several(lambda: r.choice("ΣσςAaσ'.·\u00ad ʼ̈1"), 8)),
            (3, lambda: chr(r.randrange(0x2000, 0x2100))),
            (2, lambda: chr(r.randrange(0xFF00, 0x10000))),
            (3, lambda: r.choice("'<>&;\r\n\x1b[")),
        ]
        return r.choices([m for _, m in makers], [w for w, _ in makers])[0]()

    def text(self, sizes=(1, 1, 2, 2, 3, 4, 6, 10)):
        r = self.random
        text = "".join(self.piece() + r.choice(["", "", " ", ", ", "\n", "  "]) for _ in range(r.choice(sizes)))
        return text.encode("utf-8", "ignore").decode()

    def weighted(self):
        r = self.random
        parts = [r.choice(["(", ")", "[", "]", ":", ":1.2)", ":.5)", ":-2)", ":1.)", "\\", "\\(", "cat", " dog,", "é", "\u0301", self.piece()])
                 for _ in range(r.choice([1, 3, 6, 12, 40]))]
        return "".join(parts).encode("utf-8", "ignore").decode()


def runs(values):
    """[5, 5, 5, 7] as [[5, 3], [7, 1]]: rows are mostly padding."""
    return [[value, len(list(group))] for value, group in itertools.groupby(values)]


def chunk_case(strategy, text, limit, weighted):
    """What sd-scripts makes of a text; a number stands for as many times "word"."""
    case = {"limit": limit, "weighted": weighted}
    case["words" if isinstance(text, int) else "text"] = text
    text = " ".join(["word"] * text) if isinstance(text, int) else text
    try:
        if weighted:
            (ids,), (weights,) = strategy.tokenize_with_weights(text)
            # JSON has no infinity; a number beyond the others stands for it.
            case["weights"] = runs(w if abs(w) < 1e30 else 1e30 for w in weights[0].flatten().tolist())
        else:
            (ids,) = strategy.tokenize(text)
        case["rows"] = ids[0].shape[0]
        case["tokens"] = runs(ids[0].flatten().tolist())
    except ValueError:
        case["error"] = True
    return case


def parts_case(text):
    from library.custom_train_functions import parse_prompt_attention

    try:
        return {"text": text, "parts": [[t, w if abs(w) < 1e300 else 1e300] for t, w in parse_prompt_attention(text)]}
    except ValueError:
        return {"text": text}


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", default=os.path.join(root, "LoracTokenizerTests/Reference"))
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-corpus", action="store_true")
    a = parser.parse_args()
    sys.path.insert(0, a.sd_scripts)

    import torch  # noqa: F401  sd-scripts needs it before its own modules
    from library.strategy_sd import SdTokenizeStrategy
    from transformers import CLIPTokenizer, logging as transformers_logging

    transformers_logging.set_verbosity_error()
    tokenizer = CLIPTokenizer.from_pretrained(a.tokenizer)
    assert tokenizer.fix_text is not None, "ftfy is not installed"
    texts = Texts(a.seed)
    corpus = [] if a.no_corpus else CORPUS
    weighted = [] if a.no_corpus else WEIGHTED

    tokens = [{"text": t, "tokens": tokenizer(t, add_special_tokens=False).input_ids}
              for t in corpus + [texts.text() for _ in range(a.count)]]

    strategies = {}
    for limit in (None, 75, 150, 225, 100):
        strategies[limit] = SdTokenizeStrategy.__new__(SdTokenizeStrategy)
        strategies[limit].tokenizer = tokenizer
        strategies[limit].max_length = tokenizer.model_max_length if limit is None else limit + 2
    lengths = [] if a.no_corpus else [0, 1, 74, 75, 76, 149, 150, 151, 224, 225, 226, 10_000]
    chunks = [chunk_case(strategies[limit], t, limit or 75, False) for limit in strategies for t in lengths]
    chunks += [chunk_case(strategies[limit], t, limit, True) for limit in (75, 150) for t in weighted]
    chunks += [chunk_case(strategies[75], texts.weighted(), 75, True) for _ in range(a.count // 10)]
    chunks += [chunk_case(strategies[150], texts.text((30, 60)), 150, False) for _ in range(a.count // 50)]

    parts = [parts_case(t) for t in weighted + [texts.weighted() for _ in range(a.count)]]
    # Not escaped: json-c 0.16 takes the escapes of U+1D800-1DFFF for half a pair.
    for name, values in [("tokens", tokens), ("chunks", chunks), ("parts", parts)]:
        with open(os.path.join(a.out, f"{name}.json"), "w", encoding="utf-8") as file:
            file.write("[\n" + ",\n".join(json.dumps(v, separators=(",", ":"), ensure_ascii=False) for v in values) + "\n]\n")


if __name__ == "__main__":
    main()
