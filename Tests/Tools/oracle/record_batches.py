#!/usr/bin/env python3
"""Records the batches that sd-scripts makes of random recipes: Tests/LoracBatchesTests/Reference/*.json.

  record_batches.py --peers FOLDER --lorac BINARY [--cases 22] [--seed 12] [--first 0] [--large] [--out FOLDER] [--keep FOLDER]

Needs the Python environment of the measuring bench (torch, accelerate, sd-scripts) that FOLDER belongs to. Each case writes
folders and a recipe, lets lorac plan it and emit sd-scripts' arguments, and runs sd-scripts' own datasets, collator and
loader with them, as train_network.py does, with draws of noise in between; only opening images and encoding them are left
out. A file holds the plan and, for each batch, its images, captions, mirroring, cuts and weights. The tests replay their
own folder and the one that LORAC_BATCHES_REFERENCE names.
"""

from __future__ import annotations

import argparse
import io
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

from batch_cases import BatchCase
from compare_plans import in_child
from kohya_side import Kohya


class Pixels:
    """Stands in for opening, resizing and converting images: each pixel is its own place."""

    def __init__(self, train_util):
        import numpy as np
        import torch
        from PIL import Image

        self.seen, self.colors = [], []

        def places(width, height):
            y, x = np.mgrid[0:height, 0:width]
            return np.stack([x, y, np.full_like(x, width), np.full_like(x, height)], axis=2).astype(np.int64)

        def load(path, alpha=False):
            with Image.open(path) as image:
                return places(*image.size)

        def resize(image, width, height, new_width, new_height, interpolation=None):
            return places(new_width, new_height)

        train_util.load_image = load
        train_util.resize_image = resize
        train_util.DreamBoothDataset.load_image_with_face_info = lambda ds, subset, path, alpha=False: (load(path), 0, 0, 0, 0)
        original_color, original_uniform = train_util.AugHelper.color_aug, random.uniform

        def uniform(low, high):
            value = original_uniform(low, high)
            self.colors[-1] = {"kind": "hue" if high == 8 else "gamma", "value": value}
            return value

        def color(helper, image):
            self.colors.append(None)
            random.uniform = uniform
            original_color(helper, np.zeros((2, 2, 3), np.uint8))
            random.uniform = original_uniform
            return {"image": image}

        train_util.AugHelper.color_aug = color
        def transform(image):
            self.seen.append(image)
            return torch.zeros(3, image.shape[0], image.shape[1])

        self.transform = transform

    def take(self):
        out = (self.seen, self.colors)
        self.seen, self.colors = [], []
        return out


class Recorder:
    """One run of sd-scripts' data handling."""

    def __init__(self, kohya: Kohya, script: str, arguments: list[str], case: BatchCase, plan: dict):
        import torch
        from accelerate import Accelerator
        from accelerate.utils import set_seed
        from library import config_util, strategy_base, strategy_sd, train_util
        from library.utils import setup_logging

        self.case, self.torch, self.train_util = case, torch, train_util
        args, _ = kohya.namespace(script, arguments)
        assert args.max_data_loader_n_workers == 0 or "--max_data_loader_n_workers" not in " ".join(arguments)
        train_util.verify_training_args(args)
        train_util.prepare_dataset_args(args, True)
        setup_logging(args, reset=True)
        self.args = args
        self.pixels = Pixels(train_util)
        self.model = torch.nn.Linear(1, 1)
        set_seed(args.seed)
        strategy_base.LatentsCachingStrategy.set_strategy(
            strategy_sd.SdSdxlLatentsCachingStrategy(True, args.cache_latents_to_disk, args.vae_batch_size, False)
        )
        generator = config_util.BlueprintGenerator(config_util.ConfigSanitizer(True, True, args.masked_loss, True))
        if args.dataset_config is not None:
            config = config_util.load_user_config(args.dataset_config)
        else:
            subsets = config_util.generate_dreambooth_subsets_config_by_subdirs(args.train_data_dir, args.reg_data_dir)
            config = {"datasets": [{"subsets": subsets}]}
        blueprint = generator.generate(config, args)
        self.group, self.held_out = config_util.generate_dataset_group_by_blueprint(blueprint.dataset_group)
        self.accelerator = Accelerator(cpu=True, gradient_accumulation_steps=args.gradient_accumulation_steps)
        self.places = self.index(plan)
        self.caching = self.record_caching()
        for ds in self.all_datasets():
            ds.debug_dataset = True
            ds.image_transforms = self.pixels.transform
            ds.tokenize_strategy = type("Tokenizer", (), {"tokenize": lambda s, text: [torch.zeros(1, 2)]})()
            ds.set_current_strategies = lambda: None

    def all_datasets(self):
        return list(self.group.datasets) + (list(self.held_out.datasets) if self.held_out is not None else [])

    def index(self, plan: dict) -> dict:
        """The place of each file of each dataset among all images of the plan."""
        places, count = {}, 0
        for folder in plan["dataset"]["folders"]:
            for image in folder["images"]:
                path = os.path.realpath(os.path.join(self.case.folder, folder["path"], image["file"]))
                places.setdefault((folder["dataset"], path), count)
                count += 1
        return places

    def place(self, dataset: int, key: str) -> int:
        return self.places[(dataset, os.path.realpath(key))]

    def record_caching(self) -> list:
        """The order in which latents would be cached; every image gets latents of its bucket's size."""
        if not self.args.cache_latents:
            return []
        recorder, torch, batches = self, self.torch, []

        class Strategy:
            cache_to_disk = False
            batch_size = self.args.vae_batch_size

            def cache_batch_latents(self, vae, infos, flip, alpha, crop):
                reso = infos[0].bucket_reso
                images = [recorder.place(recorder.dataset, i.image_key) for i in infos]
                batches[-1].append({"images": images, "bucket": list(reso), "flips": flip})
                for info in infos:
                    info.latents = info.latents_flipped = torch.zeros(4, reso[1] // 8, reso[0] // 8)
                    info.latents_original_size, info.latents_crop_ltrb = (1, 1), (0, 0, 0, 0)

        real = self.train_util.LatentsCachingStrategy.get_strategy
        self.train_util.LatentsCachingStrategy.get_strategy = classmethod(lambda cls: Strategy())
        for group in (self.group, self.held_out):
            for number, ds in enumerate(group.datasets if group is not None else []):
                self.dataset = number
                batches.append([])
                ds.new_cache_latents(None, self.accelerator)
        self.train_util.LatentsCachingStrategy.get_strategy = real
        return batches

    # ---- batches

    def watch(self, group):
        """Adds to each batch of a group a record of what was decided, at the moment when it is made."""
        recorder = self
        for number, ds in enumerate(group.datasets):
            original = type(ds).__getitem__

            def get(index, ds=ds, number=number, original=original):
                recorder.pixels.take()
                example = original(ds, index)
                example["record"] = recorder.record(number, example)
                return example

            ds.get = get
        group_type = type(group)
        if not hasattr(group_type, "watched"):
            group_type.watched = True
            import bisect

            def get_item(group, index):
                number = bisect.bisect_right(group.cumulative_sizes, index)
                return group.datasets[number].get(index - (group.cumulative_sizes[number - 1] if number else 0))

            group_type.__getitem__ = get_item

    def record(self, dataset: int, example: dict) -> dict:
        seen, colors = self.pixels.take()
        colors = iter(colors)
        items = []
        for i, key in enumerate(example["image_keys"]):
            info = self.info(dataset, key)
            item = {
                "image": self.place(dataset, key), "caption": example["captions"][i], "flipped": bool(example["flippeds"][i]),
                "weight": float(example["loss_weights"][i]),
            }  # fmt: skip
            if seen:
                image = seen[i]
                corner = image[0, -1 if item["flipped"] else 0]
                item["cut"] = [int(corner[0]), int(corner[1])]
                item["mirrored"] = bool(image[0, 0, 0] > image[0, -1, 0])
            if self.subset(dataset, key).color_aug:
                item["color"] = next(colors)
            items.append(item)
        height, width = (int(x) for x in example["target_sizes_hw"][0])
        return {"dataset": dataset, "bucket": [width, height], "items": items}

    def info(self, dataset, key):
        return self.current.datasets[dataset].image_data[key]

    def subset(self, dataset, key):
        return self.current.datasets[dataset].image_to_subset[key]

    def run(self) -> dict:
        """The loop of train_network.py:1401-1700, as far as it draws numbers or asks for batches."""
        torch, args, case = self.torch, self.args, self.case
        from multiprocessing import Value

        current_epoch, current_step = Value("i", 0), Value("i", 0)
        collator = self.train_util.collator_class(current_epoch, current_step, self.group)
        loader = torch.utils.data.DataLoader(self.group, batch_size=1, shuffle=True, collate_fn=collator, num_workers=0)
        held_out = torch.utils.data.DataLoader(
            self.held_out if self.held_out is not None else [], shuffle=False, batch_size=1, collate_fn=collator, num_workers=0
        )
        args.max_train_steps = args.max_train_epochs * -(-len(loader) // args.gradient_accumulation_steps)
        self.group.set_max_train_steps(args.max_train_steps)
        loader, held_out = self.accelerator.prepare(loader, held_out)
        self.watch(self.group)
        if self.held_out is not None:
            self.watch(self.held_out)
        epochs, step = [], 0

        def draws():
            torch.rand(case.torch_draws)
            for _ in range(case.python_draws):
                random.random()

        for epoch in range(args.max_train_epochs):
            current_epoch.value = epoch + 1
            self.current = self.group
            train = []
            for batch in loader:
                current_step.value = step
                with self.accelerator.accumulate(self.model):
                    draws()
                    if self.accelerator.sync_gradients:
                        step += 1
                train.append(batch["record"] | {"step": current_step.value, "syncs": self.accelerator.sync_gradients})
                if step >= args.max_train_steps:
                    break
            validation = []
            if len(held_out) > 0:
                states = torch.get_rng_state(), random.getstate()
                seed = args.validation_seed if args.validation_seed is not None else args.seed
                torch.manual_seed(seed)
                random.seed(seed)
                self.current = self.held_out
                for batch in held_out:
                    for _ in range(4):
                        draws()
                    validation.append(batch["record"])
                after = [float(torch.rand(1, dtype=torch.float64)), random.random()]
                torch.set_rng_state(states[0])
                random.setstate(states[1])
                epochs.append({"train": train, "validation": validation, "after_validation": after})
            else:
                epochs.append({"train": train})
        return {
            "torch_draws": case.torch_draws, "python_draws": case.python_draws, "caching": self.caching, "epochs": epochs,
            "after": [float(torch.rand(1, dtype=torch.float64)), random.random()],
        }  # fmt: skip


def lorac(binary: str, folder: str, *arguments: str) -> str:
    ran = subprocess.run([binary, *arguments], cwd=folder, capture_output=True, text=True, timeout=120)
    if ran.returncode != 0:
        raise ValueError(f"lorac {arguments[0]}: {ran.stdout[-1500:]} {ran.stderr[-3000:]}")
    return ran.stdout


def slim(plan: dict) -> dict:
    """The plan without what batches do not depend on."""
    plan = dict(plan, diagnostics=[], saves=[], samples=[])
    plan["learning_rates"] = dict(plan["learning_rates"], points=[])
    plan["network"] = dict(plan["network"], parts=[])
    plan.pop("memory", None), plan.pop("time", None), plan.pop("origin", None)
    for folder in plan["dataset"]["folders"]:
        for image in folder["images"]:
            image["digest"] = ""
    return plan


def record(number: int, options: argparse.Namespace, kohya: Kohya, root: str):
    folder = os.path.join(root, str(number))
    shutil.rmtree(folder, ignore_errors=True)
    case = BatchCase(number, options.seed, folder, options.small)
    case.write_recipe()
    try:
        plan = json.loads(lorac(options.lorac, folder, "plan", "recipe.yaml", "--format", "json"))
        words = json.loads(lorac(options.lorac, folder, "emit", "recipe.yaml", "--format", "argv", "-o", folder + "/emitted"))
    except ValueError as e:
        print(f"case {number}: not planned: {e}", flush=True)
        return
    script = next(i for i, w in enumerate(words) if w.endswith("train_network.py"))
    here = os.getcwd()
    os.chdir(folder)
    try:
        quiet = io.StringIO()
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            recorder = Recorder(kohya, os.path.basename(words[script]), words[script + 1 :], case, plan)
            result = recorder.run()
    finally:
        os.chdir(here)
    with open(os.path.join(options.out, f"{number:03d}.json"), "w", encoding="utf-8") as out:
        json.dump({"plan": slim(plan), "seed": case.seed} | result, out, ensure_ascii=False, separators=(",", ":"))
        out.write("\n")
    if not options.keep:
        shutil.rmtree(folder)


def record_one(number, options, kohya, root) -> int:
    record(number, options, kohya, root)
    return 0


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--peers", required=True)
    ap.add_argument("--lorac", required=True)
    ap.add_argument("--cases", type=int, default=22)
    ap.add_argument("--seed", type=int, default=12)
    ap.add_argument("--first", type=int, default=0)
    ap.add_argument("--large", dest="small", action="store_false", help="more images in each folder")
    ap.add_argument("--keep")
    here = os.path.dirname(os.path.abspath(__file__))
    ap.add_argument("--out", default=os.path.join(here, "..", "..", "LoracBatchesTests", "Reference"))
    options = ap.parse_args()
    options.lorac, options.out = os.path.abspath(options.lorac), os.path.abspath(options.out)
    os.makedirs(options.out, exist_ok=True)
    kohya = Kohya(os.path.abspath(options.peers))
    import accelerate, torch
    from library import config_util, strategy_sd, train_util

    torch.set_num_threads(1)
    root = os.path.abspath(options.keep) if options.keep else tempfile.mkdtemp(prefix="lorac-batches-")
    os.makedirs(root, exist_ok=True)
    # One child for each case: the stand-ins and accelerate's state do not outlive it.
    for number in range(options.first, options.first + options.cases):
        in_child(record_one, number, options, kohya, root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
