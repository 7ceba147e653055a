"""Random datasets and settings, as a recipe for lorac and as arguments for sd-scripts.

The two are written down separately from the same choices, so that a value that lorac passes on wrongly shows.
"""

from __future__ import annotations

import io
import json
import os
import random
import struct
import zlib

TAGS = ["1girl", "solo", "smile", "long hair", "hat", "standing", "outdoors", "小猫", "blue eyes", "été", "cup"]
SCHEDULES = ["constant", "constant_with_warmup", "linear", "cosine", "cosine_with_restarts", "polynomial",
             "inverse_sqrt", "cosine_with_min_lr", "warmup_stable_decay"]  # fmt: skip
OPTIMIZERS = ["AdamW", "AdamW", "AdamW8bit", "Lion", "DAdaptation", "Prodigy", "SGDNesterov", "AdamWScheduleFree"]


def png(width: int, height: int, mark: str) -> bytes:
    """A PNG whose size is true and whose pixels are not there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    text = chunk(b"tEXt", b"mark\0" + mark.encode())
    return b"\x89PNG\r\n\x1a\n" + header + text + chunk(b"IDAT", b"\0") + chunk(b"IEND", b"")


def picture(rng: random.Random, width: int, height: int, mark: str) -> tuple[bytes, str]:
    """The bytes of a picture, and its extension."""
    kind = rng.random()
    if kind < 0.8 or width * height > 300_000:
        return png(width, height, mark), rng.choice([".png", ".png", ".PNG"])
    from PIL import Image

    image = Image.new("RGB", (width, height), tuple(rng.randrange(256) for _ in range(3)))
    format, ending = rng.choice([("JPEG", ".jpg"), ("JPEG", ".jpeg"), ("WEBP", ".webp"), ("BMP", ".bmp")])
    out = io.BytesIO()
    image.save(out, format)
    return out.getvalue(), ending


def image_size(rng: random.Random, resolution: tuple[int, int], step: int) -> tuple[int, int]:
    """A size that no bucket mode refuses: neither side shorter than a step after scaling."""
    kind = rng.random()
    if kind < 0.25:
        return resolution
    if kind < 0.4:
        return rng.choice([(512, 512), (512, 768), (768, 512), (1920, 1080), (600, 800), (300, 300), (512, 765)])
    while True:
        width, height = rng.randrange(step, 2200), rng.randrange(step, 2200)
        if kind < 0.6:
            width, height = width // 4 + step, height // 4 + step
        if max(width, height) / min(width, height) < 3.5:
            return width, height


class Case:
    """One dataset with its settings."""

    def __init__(self, number: int, seed: int, folder: str):
        self.rng = random.Random(f"{seed}/{number}")
        self.folder = folder
        os.makedirs(folder)
        self.choose_settings()
        self.write_folders()
        self.choose_run()

    def choose_settings(self):
        rng = self.rng
        self.family = rng.choice(["sd15", "sd15", "sdxl"])
        unit = 32 if self.family == "sdxl" else 64
        self.step = unit * rng.choice([1, 1, 1, 2])
        self.resolutions = rng.sample(
            [(512, 512), (512, 768), (768, 768), (640, 512), (576, 448), (1024, 1024), (500, 700)], 2
        )
        if rng.random() < 0.75:
            self.resolutions = self.resolutions[:1]
        short = min(min(r) for r in self.resolutions)
        long = max(max(r) for r in self.resolutions)
        self.min_bucket = rng.choice([m for m in (128, 200, 256, 320) if m <= short])
        self.max_bucket = rng.choice([m for m in (768, 1000, 1024, 1536, 2048) if m >= long])
        self.buckets = rng.random() < 0.88
        self.upscale = rng.random() < 0.5
        self.batch_sizes = rng.sample([1, 2, 3, 4, 5, 8], 2)
        if rng.random() < 0.8:
            self.batch_sizes = self.batch_sizes[:1]
        self.cache = rng.choice(["memory", "disk"]) if rng.random() < 0.7 or not self.buckets else "false"
        self.extension = rng.choice([".txt", ".txt", ".caption"])

    def write_folders(self):
        rng = self.rng
        self.folders = []
        # Sometimes the recipe names only a parent, whose folders lorac has to find.
        self.parent = "pool" if rng.random() < 0.15 else None
        for index in range(rng.choice([1, 1, 2, 2, 3, 4, 6])):
            self.folders.append(self.write_folder(index, False))
        self.folders.sort(key=lambda f: f["path"] if self.parent else 0)
        for index in range(rng.choice([0, 0, 0, 1, 1, 2])):
            self.folders.append(self.write_folder(index, True))

    def write_folder(self, index: int, is_reg: bool) -> dict:
        rng = self.rng
        f = {"is_reg": is_reg, "repeats": rng.choice([1, 1, 2, 3, 5, 8, 10]), "class": None, "own": {}}
        is_child = self.parent is not None and not is_reg
        varies = index and not is_reg and not is_child
        f["resolution"] = rng.choice(self.resolutions) if varies else self.resolutions[0]
        f["batch_size"] = rng.choice(self.batch_sizes) if varies else self.batch_sizes[0]
        parent = ("reg" if is_reg else "train") + (str(index) if rng.random() < 0.5 else "")
        if is_child:
            f["class"] = rng.choice(["cat", "zhang na_ying", "小猫"]) + str(index)
            f["path"] = f"{self.parent}/{f['repeats']}_{f['class']}"
        elif rng.random() < 0.7:
            f["class"] = rng.choice(["cat", "zhang na_ying", "小猫", "a_b_c"]) + str(index)
            f["path"] = f"{parent}/{f['repeats']}_{f['class']}"
            if rng.random() < 0.2:
                f["repeats"] = rng.randrange(1, 9)
                f["own"]["repeats"] = f["repeats"]
            if rng.random() < 0.2:
                f["class"] = "stated"
                f["own"]["class_tokens"] = f["class"]
        else:
            f["path"] = f"{parent}/plain{index}"
            f["own"]["repeats"] = f["repeats"]
            if rng.random() < 0.5:
                f["class"] = "word"
                f["own"]["class_tokens"] = "word"
        if f["resolution"] != self.resolutions[0]:
            f["own"]["resolution"] = list(f["resolution"])
        if f["batch_size"] != self.batch_sizes[0]:
            f["own"]["batch_size"] = f["batch_size"]
        f["captions"] = {}
        if rng.random() < 0.3 and not is_child:
            f["captions"] = {"shuffle": True, "keep_tokens": rng.randrange(3), "dropout": rng.choice([0, 0.05])}
        f["wildcard"] = rng.random() < 0.1 and not is_child
        if f["wildcard"]:
            f["captions"]["wildcard"] = True
        f["flip"] = rng.random() < 0.2 and not is_child
        if f["flip"]:
            f["own"]["flip"] = True
        os.makedirs(os.path.join(self.folder, f["path"]))
        for number in range(rng.choice([1, 2, 3, 5, 8, 13, 21, 35])):
            self.write_image(f, f"{rng.choice(['a', 'B', 'é', '猫', 'IMG_1_2_3'])}{number:02d}")
        return f

    def write_image(self, f: dict, stem: str):
        rng = self.rng
        width, height = image_size(rng, f["resolution"], self.step)
        data, ending = picture(rng, width, height, f["path"] + stem)
        base = os.path.join(self.folder, f["path"], stem)
        with open(base + ending, "wb") as out:
            out.write(data)
        if rng.random() < 0.85:
            text = ", ".join(rng.sample(TAGS, rng.randrange(1, 5)))
            if rng.random() < 0.1:
                text = "  " + text + " \r\nsecond, line\n"
            with open(base + self.extension, "w", encoding="utf-8", newline="") as out:
                out.write(text)
        if rng.random() < 0.03:
            # A cache of latents, perhaps of the picture that stood here before.
            family = "sdxl" if self.family == "sdxl" else "sd"
            width, height = rng.choice([(width, height), (512, 640)])
            open(f"{base}_{width:04d}x{height:04d}_{family}.npz", "wb").close()

    def choose_run(self):
        rng = self.rng
        self.accumulation = rng.choice([1, 1, 1, 2, 3, 4])
        self.processes = rng.choice([1, 1, 1, 2, 3])
        self.seed = rng.choice([None, 1, 42, 2**31 + 5])
        self.epochs, self.steps = (rng.randrange(1, 13), None) if rng.random() < 0.6 else (None, rng.randrange(1, 1200))
        self.split = rng.choice([0.1, 0.25, 0.5]) if rng.random() < 0.15 else 0.0
        # Without any seed nobody knows which images are held out.
        self.split_seed = rng.choice([None, 7]) if self.seed is not None else 7
        self.choose_saving()
        self.choose_rates()
        self.sample = rng.choice([None, None, ("epochs", rng.randrange(1, 4)), ("steps", rng.randrange(1, 60))])
        self.sample_first = self.sample is not None and rng.random() < 0.3

    def choose_saving(self):
        rng = self.rng
        self.every = rng.choice([None, ("epochs", rng.randrange(1, 5)), ("steps", rng.randrange(1, 80)), "ratio"])
        self.ratio = None
        if self.every == "ratio":
            self.every, self.ratio = None, rng.randrange(1, 6)
        unit = self.every[0] if self.every else "epochs"
        limit = 4 if unit == "epochs" else 200
        self.keep = (unit, rng.randrange(1, limit)) if rng.random() < 0.4 else None
        self.state = bool(self.every) and rng.random() < 0.3
        self.state_at_end = rng.random() < 0.2
        self.state_keep = (unit, rng.randrange(1, limit)) if self.state and rng.random() < 0.4 else None
        self.format = rng.choice(["safetensors", "safetensors", "ckpt", "pt"])
        self.precision = rng.choice([None, "float", "fp16", "bf16"])
        self.mixed = rng.choice(["no", "fp16", "bf16"])

    def choose_rates(self):
        rng = self.rng
        self.optimizer = rng.choice(OPTIMIZERS)
        self.rate = rng.choice([1e-4, 3.64e-5, 1.0, 5e-4])
        self.unet_rate = rng.choice([None, 1e-4, 2e-4])
        self.text_rate = rng.choice([None, 1e-5, 5e-5])
        if self.optimizer in ("DAdaptation", "Prodigy"):
            self.rate, self.unet_rate, self.text_rate = 1.0, None, None
        self.train = rng.choice(["both", "both", "unet", "text_encoder"])
        self.schedule = rng.choice(SCHEDULES)
        self.warmup = rng.choice([0, 0, 7, 50, "5%", "2.5%", "10%"])
        if self.schedule == "constant":
            self.warmup = 0
        self.cycles = rng.choice([None, 2, 3, 5]) if "cosine_with" in self.schedule else None
        self.power = rng.choice([None, 2.0, 0.5]) if self.schedule == "polynomial" else None
        self.timescale = rng.choice([None, 100]) if self.schedule == "inverse_sqrt" else None
        self.min_ratio = 0.1 if self.schedule == "cosine_with_min_lr" else None
        self.decay = None
        if self.schedule == "warmup_stable_decay":
            self.decay, self.min_ratio = rng.choice([None, 20, "20%"]), rng.choice([None, 0.2])

    # ---- as a recipe

    def recipe(self) -> dict:
        """The recipe; JSON is YAML."""

        def put(block: dict, **values):
            block.update({k: v for k, v in values.items() if v is not None})
            return block

        def interval(pair):
            return f"{pair[1]} {pair[0]}" if pair else None

        folders = {False: [self.parent] if self.parent else [], True: []}
        for f in self.folders:
            if self.parent and not f["is_reg"]:
                continue
            item = {"path": f["path"], **f["own"]}
            if f["captions"]:
                item["captions"] = f["captions"]
            folders[f["is_reg"]].append(item["path"] if len(item) == 1 and self.rng.random() < 0.5 else item)
        warmup = f"{self.warmup} steps" if isinstance(self.warmup, int) and self.warmup % 2 else self.warmup
        return {
            "lorac": 1,
            "name": "cat",
            "model": {"base": "missing.safetensors", "family": self.family},
            "dataset": {
                "resolution": list(self.resolutions[0]),
                "batch_size": self.batch_sizes[0],
                "buckets": {
                    "enabled": self.buckets,
                    "step": self.step,
                    "min": self.min_bucket,
                    "max": self.max_bucket,
                    "upscale": self.upscale,
                },
                "cache_latents": False if self.cache == "false" else self.cache,
                "captions": {"extension": self.extension},
                "images": folders[False],
                "regularization": folders[True],
            },
            "network": {"rank": 4, "train": self.train},
            "optimizer": put(
                {"type": self.optimizer, "learning_rate": self.rate}, unet_lr=self.unet_rate, text_encoder_lr=self.text_rate
            ),
            "schedule": put(
                {"type": self.schedule, "warmup": warmup}, cycles=self.cycles, power=self.power,
                timescale=self.timescale, min_lr_ratio=self.min_ratio, decay=self.decay,
            ),  # fmt: skip
            "train": put(
                {"mixed_precision": self.mixed, "gradient_accumulation": self.accumulation},
                epochs=self.epochs, steps=self.steps, seed=self.seed,
            ),  # fmt: skip
            "validation": put({"split": self.split}, seed=self.split_seed),
            "save": put(
                {"format": self.format}, every=interval(self.every), ratio=self.ratio, keep_last=interval(self.keep),
                precision=self.precision,
                state=put(
                    {"at_end": self.state_at_end}, every=interval(self.every) if self.state else None,
                    keep_last=interval(self.state_keep),
                ),
            ),  # fmt: skip
            "sample": put({"at_start": self.sample_first, "prompts": ["a cat"]}, every=interval(self.sample)),
            "run": {"backend": "kohya", "processes": self.processes},
        }

    # ---- as arguments

    def arguments(self) -> tuple[str, list[str]]:
        """The script, and its arguments with a dataset file, which is written."""
        script = "sdxl_train_network.py" if self.family == "sdxl" else "train_network.py"
        config = os.path.join(self.folder, "dataset.toml")
        with open(config, "w", encoding="utf-8") as out:
            out.write(self.dataset_toml())
        a = ["--console_log_simple", "--max_data_loader_n_workers=0", "--pretrained_model_name_or_path=missing",
             "--network_module=networks.lora", "--network_dim=4", "--output_name=cat", f"--dataset_config={config}",
             f"--output_dir={self.folder}/out", f"--save_model_as={self.format}", f"--mixed_precision={self.mixed}",
             f"--gradient_accumulation_steps={self.accumulation}", f"--optimizer_type={self.optimizer}",
             f"--learning_rate={self.rate}", f"--lr_scheduler={self.schedule}", f"--lr_warmup_steps={self.warmup}"]  # fmt: skip

        def add(name, value):
            if value is not None and value is not False:
                a.append(f"--{name}" if value is True else f"--{name}={value}")

        def every(name, pair, unit):
            if pair and pair[0] == unit:
                a.append(f"--{name}={pair[1]}")

        add("max_train_epochs", self.epochs)
        add("max_train_steps", self.steps)
        add("seed", self.seed)
        add("cache_latents", self.cache == "memory")
        add("cache_latents_to_disk", self.cache == "disk")
        add("validation_split", self.split or None)
        add("validation_seed", self.split_seed if self.split else None)
        add("unet_lr", self.unet_rate)
        add("text_encoder_lr", self.text_rate)
        add("network_train_unet_only", self.train == "unet")
        add("network_train_text_encoder_only", self.train == "text_encoder")
        add("lr_scheduler_num_cycles", self.cycles)
        add("lr_scheduler_power", self.power)
        add("lr_scheduler_timescale", self.timescale)
        add("lr_scheduler_min_lr_ratio", self.min_ratio)
        add("lr_decay_steps", self.decay)
        add("save_n_epoch_ratio", self.ratio)
        add("save_state", self.state)
        add("save_state_on_train_end", self.state_at_end)
        add("save_precision", self.precision)
        add("sample_at_first", self.sample_first)
        for unit in ("epochs", "steps"):
            every(f"save_every_n_{unit}", self.every, unit)
            every(f"save_last_n_{unit}", self.keep, unit)
            every(f"save_last_n_{unit}_state", self.state_keep, unit)
            every(f"sample_every_n_{unit}", self.sample, unit)
        return script, a

    def groups(self) -> list[tuple[tuple, int, list[dict]]]:
        """kohya's datasets: training folders by resolution and batch size, regularization with the first."""
        groups: dict = {}
        for f in (f for f in self.folders if not f["is_reg"]):
            groups.setdefault((f["resolution"], f["batch_size"]), []).append(f)
        first = groups[(self.resolutions[0], self.batch_sizes[0])]
        first += [f for f in self.folders if f["is_reg"]]
        return [(resolution, batch, folders) for (resolution, batch), folders in groups.items()]

    def dataset_toml(self) -> str:
        lines = []
        for resolution, batch, folders in self.groups():
            lines += ["[[datasets]]", f"resolution = {list(resolution)}", f"batch_size = {batch}",
                      f"enable_bucket = {str(self.buckets).lower()}", f"bucket_reso_steps = {self.step}",
                      f"min_bucket_reso = {self.min_bucket}", f"max_bucket_reso = {self.max_bucket}",
                      f"bucket_no_upscale = {str(not self.upscale).lower()}"]  # fmt: skip
            for f in folders:
                captions = f["captions"]
                lines += ["[[datasets.subsets]]", f"image_dir = {json.dumps(os.path.join(self.folder, f['path']), ensure_ascii=False)}",
                          f"num_repeats = {f['repeats']}", f"is_reg = {str(f['is_reg']).lower()}",
                          f"caption_extension = {json.dumps(self.extension)}", f"flip_aug = {str(f['flip']).lower()}",
                          f"shuffle_caption = {str('shuffle' in captions).lower()}",
                          f"keep_tokens = {captions.get('keep_tokens', 0)}",
                          f"caption_dropout_rate = {float(captions.get('dropout', 0))}",
                          f"enable_wildcard = {str(f['wildcard']).lower()}"]  # fmt: skip
                if f["class"] is not None:
                    lines.append(f"class_tokens = {json.dumps(f['class'], ensure_ascii=False)}")
        return "\n".join(lines) + "\n"
