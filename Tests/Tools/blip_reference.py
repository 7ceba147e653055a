#!/usr/bin/env python3
"""Writes what transformers makes of small random BLIP models: captions by many options, scores, prepared pictures, tokens.

  PYTHON blip_reference.py Tests                 writes into the folders Reference of LoracCaptioningTests, LoracTokenizerTests
  PYTHON blip_reference.py --count N FILE        captions of N models; then run the tests with LORAC_BLIP_REFERENCE=FILE

PYTHON needs torch, transformers 4.54 and Pillow 13. All weights and pictures come from seeded_numbers.py, so none are stored;
`weight` below is repeated in TinyModel.swift. A caption is kept only if double precision leads to the same tokens, so that
what differs is never rounding."""

import json
import random
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from seeded_numbers import seeded
from transformers import BertTokenizer, BertTokenizerFast, BlipConfig, BlipForConditionalGeneration, BlipImageProcessor

VOCABULARY = """[PAD] [UNK] [CLS] [SEP] [MASK] a photo ##graph of ##s the cat dog , . ! ' s n't don do not red ##dish sun ##set
over ##view sea cafe un ##der 'm 've - 猫 Ω naive ##ே""".split()
BEGIN, WORDS = len(VOCABULARY), len(VOCABULARY) + 2
SHAPES = [
    {"text": {"hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2},
     "vision": {"hidden_size": 24, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 3,
                "image_size": 12, "patch_size": 4}},
    {"text": {"hidden_size": 24, "intermediate_size": 20, "num_hidden_layers": 3, "num_attention_heads": 4},
     "vision": {"hidden_size": 16, "intermediate_size": 40, "num_hidden_layers": 1, "num_attention_heads": 2,
                "image_size": 15, "patch_size": 6}},
    {"text": {"hidden_size": 20, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 1,
              "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5},
     "vision": {"hidden_size": 20, "intermediate_size": 24, "num_hidden_layers": 3, "num_attention_heads": 5,
                "image_size": 8, "patch_size": 2, "hidden_act": "quick_gelu"}},
]  # fmt: skip


def weight(model, name, shape, kind, end_bias):
    """A tensor of a model; its numbers are such that the file's type holds them exactly."""
    seed = f"{model}/{name}"
    if "norm" in name.lower():
        values = seeded(seed, shape, 0.25, 1.0 if name.endswith("weight") else 0.0)
    elif name.endswith("bias"):
        values = seeded(seed, shape, 0.25)
    elif "embeddings." in name and "patch" not in name:
        values = seeded(seed, shape, 1.0)
    else:
        gain = 2.0 if "decoder.weight" in name else 1.0
        values = seeded(seed, shape, gain * (3 / np.prod(shape[1:])) ** 0.5)
    if name == "text_decoder.cls.predictions.bias":
        values[VOCABULARY.index("[SEP]")] += np.float32(end_bias)
    if kind == "F16":
        return values.astype(np.float16).astype(np.float32)
    if kind == "BF16":
        return (values.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32)
    return values


def picture(name, width, height):
    """A picture whose bytes depend on its name alone."""
    return Image.fromarray(np.floor(seeded(name, (height, width, 3)) * 127.5 + 128).astype(np.uint8))


def build(model, shape, kind, end_bias):
    config = {
        "text_config": {**shape["text"], "vocab_size": WORDS, "max_position_embeddings": 32, "bos_token_id": BEGIN,
                        "sep_token_id": VOCABULARY.index("[SEP]")},
        "vision_config": shape["vision"], "model_type": "blip",
    }  # fmt: skip
    network = BlipForConditionalGeneration(BlipConfig(**config)).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            values = weight(model, name, tuple(parameter.shape), kind, end_bias)
            parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))
    return network, config


def draw(generator):
    """Options as generate() takes them, and a prompt."""
    options = {"num_beams": generator.choice([1, 1, 2, 3, 3, 4, 5])}
    if generator.random() < 0.5:
        options[generator.choice(["max_length", "max_new_tokens"])] = generator.randint(8, 24)
    if generator.random() < 0.3:
        options["min_length"] = generator.randint(3, 12)
    if generator.random() < 0.3:
        options["repetition_penalty"] = generator.choice([0.7, 1.1, 1.5, 2.5])
    if options["num_beams"] > 1:
        if generator.random() < 0.4:
            options["length_penalty"] = generator.choice([-1.0, 0.0, 0.5, 2.0])
        options["early_stopping"] = generator.choice([False, False, True, "never"])
    return options, generator.choice(["", "", "a photograph of", "the Cat's", "Cafés, un"])


def generate(network, pixels, prompt, options):
    inputs = {"input_ids": torch.tensor([prompt + [VOCABULARY.index("[SEP]")]])}
    inputs["attention_mask"] = torch.ones_like(inputs["input_ids"])
    with torch.no_grad():
        tokens = network.generate(pixel_values=pixels.to(network.dtype), **inputs, **options)[0].tolist()
    end = [i for i, token in enumerate(tokens) if i >= len(prompt) and token == VOCABULARY.index("[SEP]")]
    return tokens[: end[0] + 1] if end else tokens


def scores(network, pixels, tokens):
    """The scores after each token, in double precision."""
    with torch.no_grad():
        result = network.double()(pixel_values=pixels.double(), input_ids=torch.tensor([tokens]))
    return [[float(f"{x:.7g}") for x in row] for row in result.logits[0].tolist()]


def models(tokenizer, count):
    result, dropped = [], 0
    for index in range(count):
        generator = random.Random(f"model {index}")
        name, shape, kind = f"model {index}", SHAPES[index % 3], ["F32", "F32", "F16", "BF16"][index % 4]
        end_bias = generator.choice([0.0, 1.0, 2.0, 3.0])
        network, config = build(name, shape, kind, end_bias)
        side = shape["vision"]["image_size"]
        processor = BlipImageProcessor(size={"height": side, "width": side})
        size = (generator.randint(5, 40), generator.randint(5, 40))
        pixels = processor(picture(name, *size), return_tensors="pt").pixel_values
        item = {"name": name, "config": config, "type": kind, "endBias": end_bias, "picture": size, "captions": []}
        for _ in range(12):
            options, prompt = draw(generator)
            tokens = [BEGIN] + tokenizer(prompt, add_special_tokens=False).input_ids
            single = generate(network.float(), pixels, tokens, options)
            if single != generate(network.double(), pixels, tokens, options):
                dropped += 1
                continue
            item["captions"].append({"options": options, "prompt": prompt, "tokens": single,
                                     "text": tokenizer.decode(single, skip_special_tokens=True)})  # fmt: skip
        if index < 6:
            tokens = [BEGIN] + [generator.randrange(WORDS) for _ in range(9)]
            item["scored"] = {"tokens": tokens, "scores": scores(network, pixels, tokens)}
        if index == 0:
            item["pixels"] = pixels.view(torch.int32).flatten().tolist()
        result.append(item)
    print(f"{sum(len(item['captions']) for item in result)} captions, {dropped} dropped for rounding")
    return result


TEXTS = [
    "", " ", "a photograph of", "A  Photograph\tof\nthe CAT.", "cafés", "café", "Naïve, naïve!", "don't", "do not",
    "the cat's photo", "un-der", "under the sea-view", "猫 dog猫cat", "[SEP] a [MASK]b[PAD]", "[sep]", "unknown words",
    "photographs", "photographss", "a" * 120, "\u0000a\u200bdog\ufffd", "a\u00a0dog\u3000cat\u2028sea", "Ω ω ΟΔΟΣ",
    "reddish sunset over the sea...", "“cat” – ‘dog’", "ﬁ ½ İstanbul", "dog\U0001f415cat", "_a_ $5 #s ^ `", "a\u0301",
    "ＣＡＴ", "한국어", "\ue000cat", "[DEC] a", "'m 've n't", "\U0002b830", "cat\x0b\x0cdog", "\x85sea\u0085", "ÅÄö ñ ç", "a\u0a7d", "a\u08d4", "a\u1885", "a\u0300\u0327",
]  # fmt: skip


def tokens(fast, slow):
    """Texts to tokens by both tokenizers of transformers, and lists of tokens back to text with and without clean-up."""
    encoded = []
    for text in TEXTS:
        ours, other = (tokenizer(text, add_special_tokens=False).input_ids for tokenizer in (fast, slow))
        encoded.append({"text": text, "tokens": ours, "slow": other if other != ours else None})
    decoded, generator = [], random.Random("decode")
    for index in range(60):
        numbers = [generator.randrange(WORDS + 1) for _ in range(generator.randint(0, 12))]
        plain, clean = (
            fast.decode(numbers, skip_special_tokens=True, clean_up_tokenization_spaces=cleans) for cleans in (False, True)
        )
        decoded.append({"tokens": numbers, "plain": plain, "clean": clean})
    return {"vocabulary": VOCABULARY, "special": fast.all_special_tokens, "encoded": encoded, "decoded": decoded}


def write(path, document):
    path.write_text(json.dumps(document, ensure_ascii=False).replace('{"name"', '\n{"name"')
                    .replace('{"options"', '\n{"options"').replace('{"text"', '\n{"text"') + "\n")  # fmt: skip
    print(f"{path}: {path.stat().st_size} bytes")


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as directory:
        vocabulary = Path(directory, "vocab.txt")
        vocabulary.write_text("\n".join(VOCABULARY) + "\n")
        fast, slow = BertTokenizerFast(str(vocabulary)), BertTokenizer(str(vocabulary))
        fast.save_pretrained(directory)
        if sys.argv[1] == "--count":
            return write(Path(sys.argv[3]), models(fast, int(sys.argv[2])))
        folder = Path(sys.argv[1], "LoracCaptioningTests/Reference")
        for name in ("vocab.txt", "tokenizer.json", "tokenizer_config.json"):
            (folder / name).write_bytes(Path(directory, name).read_bytes())
        write(folder / "captions.json", models(fast, 24))
        write(Path(sys.argv[1], "LoracTokenizerTests/Reference/word-pieces.json"), tokens(fast, slow))


main()
