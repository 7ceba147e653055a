#!/usr/bin/env python3
"""Trains the recipes of Tests/LoracTrainerTests with sd-scripts and writes down what it logs and saves.

    trainer_reference.py BENCH LORAC [CASE …]

BENCH is the folder of the measuring bench (kohya_child.py, peers_common.py), LORAC the built program; run it with the
Python environment that sd-scripts runs in. Base model and pictures come from seeded_numbers.py; the Swift tests make the
same files. For each recipe lorac emits the command, sd-scripts trains the bench's tiny widths with it, and
Reference/<case>.json gets every scalar that kohya logs to TensorBoard, step by step, and sketches of every LoRA file: for
the tensors of each network, one after another in the order of their names, three products with seeded numbers and the norm.
Previews are kept as they are, in a folder of the case's name.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

BENCH, LORAC = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, BENCH)
import numpy as np  # noqa: E402
import peers_common as pc  # noqa: E402
from PIL import Image  # noqa: E402
from safetensors.numpy import load_file, save_file  # noqa: E402
from seeded_numbers import seeded, seeded_weight  # noqa: E402

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "LoracTrainerTests")
CHANNELS = (32, 64, 128, 128)
LONG = ", ".join(f"a very long description of thing {number} in the garden" for number in range(12))
PICTURES = {
    # name: (width, height, caption)
    "pictures/p0": (128, 128, "moka, a cat, sitting, red scarf"),
    "pictures/p1": (128, 128, "moka, a (cat:1.3), [blue sky], ((sun))"),
    "pictures/p2": (64, 128, "moka, " + LONG),
    "pictures/p3": (128, 64, "moka"),
    "pictures/p4": (150, 140, "moka, sleeping, (on a (red:0.5) chair:1.1)"),
    "pictures/p5": (70, 190, "moka, a tree"),
    "pictures/p6": (192, 100, "moka, two cats, snow"),
    "regularization/r0": (128, 128, "a cat"),
    "regularization/r1": (64, 128, "a cat, sitting"),
}


def make_base(path):
    """A Stable Diffusion 1 checkpoint with the bench's tiny widths in half precision."""
    from diffusers import AutoencoderKL, UNet2DConditionModel
    from library import model_util
    from transformers import CLIPTextConfig, CLIPTextModel

    unet = UNet2DConditionModel(
        block_out_channels=CHANNELS, cross_attention_dim=32, attention_head_dim=8,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3)  # fmt: skip
    autoencoder = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=CHANNELS, layers_per_block=2)  # fmt: skip
    text = CLIPTextModel(
        CLIPTextConfig(hidden_size=32, intermediate_size=128, num_hidden_layers=12, num_attention_heads=4))  # fmt: skip
    import torch

    def weights(network, prefix):
        result = {}
        for name, parameter in network.named_parameters():
            values = seeded_weight(f"{prefix}.{name}", tuple(parameter.shape))
            result[name] = torch.from_numpy(values).half()
        return result

    tensors = {}
    for name, value in model_util.convert_unet_state_dict_to_sd(False, weights(unet, "unet")).items():
        tensors["model.diffusion_model." + name] = value
    for name, value in model_util.convert_vae_state_dict(weights(autoencoder, "vae")).items():
        tensors["first_stage_model." + name] = value
    for name, value in weights(text, "text_encoder").items():
        tensors["cond_stage_model.transformer." + name] = value
    save_file({name: np.ascontiguousarray(value.numpy()) for name, value in tensors.items()}, path)


def make_pictures(folder):
    for name, (width, height, caption) in PICTURES.items():
        path = f"{folder}/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        values = (seeded(f"picture.{name}", (height, width, 3)) + np.float32(1)) * np.float32(127.5)
        Image.fromarray(values.astype(np.uint8)).save(f"{path}.bmp")
        with open(f"{path}.txt", "w") as file:
            file.write(caption)


def scalars(folder):
    """Every scalar, in the order in which it was logged."""
    from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
    from tensorboard.util import tensor_util

    result = {}
    for root, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            for event in EventFileLoader(f"{root}/{name}").Load():
                for value in event.summary.value:
                    if not value.HasField("tensor") or value.tensor.dtype not in (1, 2):
                        continue
                    number = float(tensor_util.make_ndarray(value.tensor))
                    result.setdefault(value.tag, []).append([event.step, float(f"{number:.9g}")])
    return result


def sketches(path):
    tensors = {name: value for name, value in load_file(path).items() if not name.endswith(".alpha")}
    result = {}
    for part in ("lora_te", "lora_unet_down", "lora_unet_mid", "lora_unet_up"):
        values = [tensors[name].astype(np.float64).ravel() for name in sorted(tensors) if name.startswith(part)]
        if not values:
            continue
        values = np.concatenate(values)
        numbers = [float(values @ seeded(f"sketch.{k}", (len(values),)).astype(np.float64)) for k in range(3)]
        result[part] = [float(f"{x:.7g}") for x in (*numbers, np.linalg.norm(values))]
    return result


def run(case, work):
    folder = f"{work}/{case}"
    os.makedirs(folder)
    shutil.copy(f"{TESTS}/Recipes/{case}.yaml", f"{folder}/recipe.yaml")
    # sd-scripts runs in its own folder, so every path must be absolute.
    words = json.loads(
        subprocess.run(
            [LORAC, "emit", f"{folder}/recipe.yaml", "--diagnostics", "concise", "--format", "argv", "-o",
             f"{folder}/side", "--set", f"save.directory={folder}/out"],
            cwd=folder, check=True, capture_output=True,
        ).stdout
    )  # fmt: skip
    script = next(index for index, word in enumerate(words) if word.endswith("train_network.py"))
    child = [sys.executable, f"{BENCH}/kohya_child.py", "--tiny", "sd1", "--", *words[script + 1 :]]
    child += [f"--tokenizer_cache_dir={pc.TOKENIZER_CACHE}", f"--logging_dir={folder}/logs", "--console_log_simple"]
    with open(f"{folder}/log.txt", "w") as log:
        status = subprocess.run(child, cwd=folder, env=pc.child_env(1), stdout=log, stderr=log).returncode
    if status != 0:
        print(open(f"{folder}/log.txt").read()[-3000:])
        raise SystemExit(f"{case}: sd-scripts failed")
    names = sorted(name for name in os.listdir(f"{folder}/out") if name.endswith(".safetensors"))
    files = {name: sketches(f"{folder}/out/{name}") for name in names}
    with open(f"{TESTS}/Reference/{case}.json", "w") as file:
        json.dump({"scalars": scalars(f"{folder}/logs"), "files": files}, file)
        file.write("\n")
    previews = f"{folder}/out/sample"
    if os.path.isdir(previews):
        os.makedirs(f"{TESTS}/Reference/{case}", exist_ok=True)
        for name in os.listdir(previews):
            # The time of each file does not matter.
            parts = name.split("_")
            shutil.copy(f"{previews}/{name}", f"{TESTS}/Reference/{case}/{'_'.join(parts[:3] + parts[4:])}")
    print(case, names)


def main():
    pc.use_sd_scripts()
    cases = sys.argv[3:] or sorted(name[:-5] for name in os.listdir(f"{TESTS}/Recipes"))
    with tempfile.TemporaryDirectory() as work:
        make_base(f"{work}/base.safetensors")
        make_pictures(work)
        if cases == ["files"]:
            return shutil.copytree(work, os.path.abspath("trainer-files"))
        for case in cases:
            run(case, work)


main()
