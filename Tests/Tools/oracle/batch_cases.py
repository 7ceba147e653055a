"""Random datasets and recipes for the comparison of batches."""

from __future__ import annotations

import json
import os
import random

from random_cases import png

TAGS = ["1girl", "solo", "smile", "long hair", "hat", "standing", "été", "小猫", "blue eyes", "cup", "", " ", "a_b", "{x", "y}"]
CHOICES = ["{red|blue|green} hat", "a {x|y|z}", "{{kept}}", "{one}", "{}", "{a|{b}|c}", "⦅mark⦆ {p|q}", "a {b", "{|}", "{{{d|e}}}"]
SIZES = [(256, 256), (256, 320), (320, 256), (512, 384), (300, 300), (97, 130), (200, 455), (1024, 512), (700, 311)]


class BatchCase:
    """One recipe with its folders; small pictures without pixels."""

    def __init__(self, number: int, seed: int, folder: str, is_small: bool = False):
        self.rng = rng = random.Random(f"batches/{seed}/{number}")
        self.folder = folder
        self.is_small = is_small
        os.makedirs(folder)
        self.buckets = rng.random() < 0.85
        self.cache = rng.choice(["memory", "memory", "disk", False, False])
        self.resolution = rng.choice([(256, 256), (256, 320), (320, 192)])
        self.wildcard = rng.random() < 0.3
        # What another part of the training draws between batches.
        self.torch_draws = rng.choice([0, 1, 3, 20])
        self.python_draws = rng.choice([0, 0, 0, 2])
        self.accumulation = rng.choice([1, 1, 2, 3])
        self.epochs = rng.choice([1, 2, 3, 3, 4])
        self.seed = rng.choice([0, 1, 42, 123456789, 2**32 - 1])
        self.split = rng.choice([0.1, 0.4, 0.5]) if rng.random() < 0.35 else 0
        self.split_seed = rng.choice([None, 7])
        self.recipe = self.make_recipe()

    def caption_settings(self) -> dict:
        rng = self.rng
        out = {}

        def sometimes(name, chance, *values):
            if rng.random() < chance:
                out[name] = rng.choice(values)

        sometimes("shuffle", 0.6, True)
        sometimes("keep_tokens", 0.4, 1, 2, 5, 40)
        sometimes("keep_tokens_separator", 0.4, "|||", "::", "é")
        sometimes("dropout", 0.3, 0.1, 0.5)
        sometimes("dropout_every_epochs", 0.15, 1, 2, 3)
        sometimes("tag_dropout", 0.3, 0.1, 0.4)
        sometimes("prefix", 0.25, "masterpiece,", "  pre", "x|||")
        sometimes("suffix", 0.25, "best, quality", "|||end, last", " ")
        sometimes("separator", 0.2, ";", ", ", " ", "，")
        sometimes("secondary_separator", 0.25, ";;;", "_", "|")
        if self.wildcard:
            sometimes("wildcard", 0.8, True)
        return out

    def caption(self) -> str:
        rng = self.rng
        lines = []
        for _ in range(rng.choice([1, 1, 1, 2, 4])):
            tags = rng.sample(TAGS, rng.randrange(1, 8))
            if self.wildcard:
                tags += rng.sample(CHOICES, rng.randrange(4))
            rng.shuffle(tags)
            text = rng.choice([",", ", ", ";", " , "]).join(tags)
            for mark in ("|||", "::", ";;;"):
                if rng.random() < 0.2:
                    place = rng.randrange(len(text) + 1)
                    text = text[:place] + mark + text[place:]
            lines.append(rng.choice(["", " ", "\u3000", "\u2009"]) + text + rng.choice(["", "", "  ", "\r"]))
        text = "\n".join(lines)
        return text if text.strip() else "word"

    def image_folder(self, name: str, is_reg: bool) -> dict:
        rng = self.rng
        path = os.path.join(self.folder, name)
        os.makedirs(path)
        exact = not self.buckets and not self.cache
        crops = not self.cache and rng.random() < 0.5
        for number in range(rng.choice([1, 2, 3, 5] if self.is_small else [1, 2, 3, 5, 8, 13, 30])):
            width, height = rng.choice(SIZES)
            if exact:
                width, height = self.resolution
                if crops:
                    width, height = width + rng.choice([0, 0, 7, 100]), height + rng.choice([0, 0, 1, 64])
            stem = os.path.join(path, f"{rng.choice(['a', 'B', 'é', '猫', 'face_1_2_3_4'])}{number:02d}")
            with open(stem + ".png", "wb") as out:
                out.write(png(width, height, stem[len(self.folder):]))
            if rng.random() < 0.9:
                with open(stem + ".txt", "w", encoding="utf-8", newline="") as out:
                    out.write(self.caption())
        item = {"path": name, "repeats": rng.choice([1, 1, 2, 3, 7])}
        if rng.random() < 0.6:
            item["class_tokens"] = rng.choice(["cat", "a cat, animal", "{red|blue} cat"])
        if rng.random() < 0.3:
            item["flip"] = True
        if crops:
            item["random_crop"] = True
        if not self.cache and rng.random() < 0.3:
            item["color_augmentation"] = True
        if rng.random() < 0.8:
            item["captions"] = self.caption_settings()
        return item

    def make_recipe(self) -> dict:
        rng = self.rng
        images = [self.image_folder(f"train{i}", False) for i in range(rng.choice([1, 1, 2, 3]))]
        batch = rng.choice([1, 2, 3, 4])
        if self.buckets or self.cache:
            for item in images[1:]:
                if rng.random() < 0.3:
                    item["batch_size"] = rng.choice([1, 2, 5])
                if rng.random() < 0.2:
                    item["resolution"] = [320, 320]
        regularization = [self.image_folder(f"reg{i}", True) for i in range(rng.choice([0, 0, 1, 2]))]
        recipe = {
            "lorac": 1,
            "name": "cat",
            "model": {"base": "missing.safetensors", "family": "sd15"},
            "dataset": {
                "resolution": list(self.resolution), "batch_size": batch, "cache_latents": self.cache,
                "buckets": {"enabled": self.buckets, "step": 64, "min": 64, "max": 512, "upscale": rng.random() < 0.5},
                "images": images, "regularization": regularization,
            },
            "network": {"rank": 4},
            "optimizer": {"type": "AdamW", "learning_rate": 1e-4},
            "loss": {"prior_loss_weight": rng.choice([1, 0.3])},
            "train": {"epochs": self.epochs, "seed": self.seed, "gradient_accumulation": self.accumulation},
            "run": {"backend": "kohya"},
        }  # fmt: skip
        if self.split:
            recipe["validation"] = {"split": self.split} | ({"seed": self.split_seed} if self.split_seed is not None else {})
        kohya = {}
        if rng.random() < 0.15 and not self.split:
            kohya = {"token_warmup_step": rng.choice([5, 12.5, 0.5, 0.9]), "token_warmup_min": rng.choice([1, 2])}
        if rng.random() < 0.3:
            kohya["vae_batch_size"] = rng.choice([2, 3])
        return recipe | ({"kohya": kohya} if kohya else {})

    def write_recipe(self):
        with open(os.path.join(self.folder, "recipe.yaml"), "w", encoding="utf-8") as out:
            json.dump(self.recipe, out, indent=1, ensure_ascii=False)
