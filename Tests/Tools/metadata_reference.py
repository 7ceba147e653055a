#!/usr/bin/env python3
"""Records the metadata that sd-scripts writes into LoRA files, beside the plans of the same recipes.

    metadata_reference.py BENCH LORAC [CASE …]

BENCH is the folder of the measuring bench (kohya_child.py, peers_common.py), LORAC the built program; run it with the
Python environment that sd-scripts runs in. Each case makes a small data set, has lorac plan and emit its recipe, runs
the emitted command on the bench's tiny SD 1 model, and writes Tests/LoracMetadataTests/Fixtures/<case>.json: the plan,
the recipe's text and the metadata of every file that was saved.
"""

import json
import os
import random
import struct
import subprocess
import sys
import tempfile

BENCH, LORAC = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, BENCH)
import peers_common as pc  # noqa: E402
from PIL import Image  # noqa: E402
from safetensors.torch import load_file, save_file  # noqa: E402

FIXTURES = os.path.join(os.path.dirname(__file__), "..", "LoracMetadataTests", "Fixtures")
MODELS = os.path.join(pc.MODELS, "tiny-sd1")

CAPTIONS = [
    "Moka, a cat, sitting , CAT,",
    "moka,\u3000红色 围巾, İstanbul, ΟΔΟΣ,  , 1girl",
    'moka, say "hi\\there", tab\there, \U0001f600 smile, a cat',
    "moka",
    "no comma at all",
    "moka, {red|blue} scarf, a cat, A CAT",
]

FOLDERS = {
    # name: (sizes, captions: how many pictures have one)
    "train/3_moka": ([(128, 128), (128, 96), (100, 140), (64, 64), (90, 90), (70, 130)], 5),
    "train2/2_Häuser am See": ([(128, 128), (96, 96), (64, 128)], 0),
    "reg/1_cat": ([(128, 128), (64, 64)], 1),
    "more": ([(64, 64), (66, 66), (64, 64)], 3),
}

CASES = {
    "folder": """
      model: {base: BASE}
      dataset:
        resolution: 128
        batch_size: 2
        buckets: {min: 64, max: 256, upscale: true}
        images: [{path: train/3_moka}]
      network: {rank: 8, alpha: 4}
      optimizer: {type: AdamW, learning_rate: 1e-4}
      train: {epochs: 2, seed: 42, mixed_precision: no}
      save: {every: 1 epoch}
    """,
    "folder-rich": """
      description: "Ein Versuch, 一次尝试"
      model: {base: BASE, clip_skip: 2, max_token_length: 150, vae: VAE}
      dataset:
        resolution: [128, 96]
        buckets: {min: 64, max: 192, step: 64, upscale: false}
        captions: {shuffle: true, keep_tokens: 1, dropout: 0.05, tag_dropout: 0.1}
        cache_latents: false
        images: [{path: train/3_moka, flip: true}]
        regularization: [{path: reg/1_cat, flip: true}]
      network: {type: locon, rank: 4, alpha: 2, conv_rank: 4, conv_alpha: 1, dropout: 0.1, rank_dropout: 0.05,
                scale_weight_norms: 1}
      optimizer: {type: AdamW, unet_lr: 1e-4, text_encoder_lr: 5e-5,
                  args: {weight_decay: 0.01, betas: [0.9, 0.99], eps: 1e-6}, max_grad_norm: 0.5}
      schedule: {type: cosine_with_restarts, cycles: 2, warmup: 10%}
      train: {steps: 6, seed: 7, mixed_precision: no, gradient_accumulation: 2}
      loss: {min_snr_gamma: 5, noise_offset: 0.05, prior_loss_weight: 0.5, min_timestep: 10}
      save: {every: 3 steps, precision: fp16}
      kohya: {metadata_author: "Ä. Author", metadata_license: CC0, metadata_title: Titel}
    """,
    "config": """
      model: {base: DIFFUSERS}
      dataset:
        resolution: 128
        batch_size: 2
        buckets: {min: 64, max: 256}
        images:
          - {path: train/3_moka, captions: {prefix: "photo of", wildcard: true, shuffle: true, keep_tokens: 2}}
          - {path: train2/2_Häuser am See, flip: true}
          - {path: more, repeats: 1, resolution: 64, captions: {secondary_separator: ";;", suffix: end}}
        regularization: [{path: reg/1_cat}]
      network: {rank: 4, train: unet}
      optimizer: {type: Prodigy, learning_rate: 1, args: {decouple: true, weight_decay: 0.01, d_coef: 2}}
      train: {steps: 4, seed: 3, mixed_precision: no}
      save: {every: 1 epoch, precision: bf16}
    """,
    "config-plain": """
      model: {base: BASE}
      dataset:
        resolution: 64
        buckets: {enabled: false}
        images: [{path: more, repeats: 2, random_crop: true}]
        cache_latents: false
      network: {rank: 4, alpha: 4, train: text_encoder}
      optimizer: {type: Lion, learning_rate: 1e-5}
      schedule: {type: constant_with_warmup, warmup: 2}
      train: {epochs: 1, seed: 3, mixed_precision: no, gradient_checkpointing: true}
      loss: {type: huber, huber: {c: 0.2, schedule: snr}, multires_noise: {iterations: 4, discount: 0.3},
             ip_noise_gamma: 0.05, debiased: true}
    """,
    "adafactor": """
      model: {base: BASE}
      dataset: {resolution: 128, buckets: {min: 64, max: 256}, images: [{path: train/3_moka}]}
      network: {rank: 4, alpha: 1}
      optimizer: {type: Adafactor, learning_rate: 1e-3, unet_lr: 1e-4, text_encoder_lr: 1e-4}
      train: {steps: 2, seed: 5, mixed_precision: no}
    """,
    "validation": """
      model: {base: BASE}
      dataset: {resolution: 128, buckets: {min: 64, max: 256}, images: [{path: train/3_moka}]}
      network: {rank: 4, alpha: 1}
      optimizer: {type: SGDNesterov, learning_rate: 1e-3}
      train: {steps: 2, seed: 5, mixed_precision: no}
      validation: {split: 0.3, seed: 9}
    """,
    "minimal": """
      model: {base: BASE}
      dataset: {resolution: 128, buckets: {min: 64, max: 256}, images: [{path: train/3_moka}]}
      network: {type: locon, rank: 4, alpha: 1, conv_rank: 2, conv_alpha: 1}
      optimizer: {type: AdamW8bit, learning_rate: 1e-3}
      train: {steps: 1, seed: 5, mixed_precision: no}
      kohya: {no_metadata: true}
    """,
}


def make_data(folder):
    for name, (sizes, captioned) in FOLDERS.items():
        os.makedirs(f"{folder}/{name}")
        rng = random.Random(name)
        for index, size in enumerate(sizes):
            picture = Image.effect_noise(size, rng.uniform(20, 90)).convert("RGB")
            picture.save(f"{folder}/{name}/p{index}.png")
            if index < captioned:
                with open(f"{folder}/{name}/p{index}.txt", "w", encoding="utf-8") as file:
                    file.write(CAPTIONS[index] + "\n")
    tensors = load_file(f"{MODELS}/tiny-sd1-fp16.safetensors")
    prefix = "first_stage_model."
    vae = {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}
    save_file(vae, f"{folder}/vae.safetensors")


def metadata(path):
    with open(path, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))["__metadata__"]


def run(case, recipe):
    with tempfile.TemporaryDirectory() as folder:
        make_data(folder)
        lines = [line[6:] for line in recipe.splitlines()]
        text = "lorac: 1\nname: moka\n" + "\n".join(lines).strip() + "\n"
        for mark, path in (
            ("BASE", f"{MODELS}/tiny-sd1-fp16.safetensors"),
            ("DIFFUSERS", f"{MODELS}/diffusers"),
            ("VAE", "vae.safetensors"),
        ):
            text = text.replace(mark, path)
        with open(f"{folder}/recipe.yaml", "w", encoding="utf-8") as file:
            file.write(text)
        # sd-scripts is run in its own folder, so every path must be absolute.
        path = f"{folder}/recipe.yaml"
        extra = ["--diagnostics", "concise", "--set", f"save.directory={folder}/out"]
        subprocess.run([LORAC, "plan", path, *extra, "-o", "plan.json"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        words = json.loads(
            subprocess.run(
                [LORAC, "emit", path, *extra, "--format", "argv", "-o", f"{folder}/side"],
                cwd=folder, check=True, capture_output=True,
            ).stdout
        )  # fmt: skip
        script = next(index for index, word in enumerate(words) if word.endswith("train_network.py"))
        tokenizer = f"--tokenizer_cache_dir={pc.TOKENIZER_CACHE}"
        child = [sys.executable, f"{BENCH}/kohya_child.py", "--tiny", "sd1", "--", *words[script + 1 :], tokenizer]
        with open(f"{folder}/log.txt", "w") as log:
            status = subprocess.run(child, cwd=folder, env=pc.child_env(1), stdout=log, stderr=log).returncode
        if status != 0:
            print(open(f"{folder}/log.txt").read()[-3000:])
            raise SystemExit(f"{case}: sd-scripts failed")
        plan = json.load(open(f"{folder}/plan.json", encoding="utf-8"))
        files = sorted(name for name in os.listdir(f"{folder}/out") if name.endswith(".safetensors"))
        result = {"plan": plan, "files": {name: metadata(f"{folder}/out/{name}") for name in files}}
        text = json.dumps(result, indent=1, ensure_ascii=False)
        for path in (os.path.realpath(folder), folder, MODELS):
            text = text.replace(path, "/work" if path != MODELS else "/models")
        with open(f"{FIXTURES}/{case}.json", "w", encoding="utf-8") as file:
            file.write(text + "\n")
        print(case, files)


for case in sys.argv[3:] or CASES:
    run(case, CASES[case])
