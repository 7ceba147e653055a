#!/usr/bin/env python3
"""Measures how well the base model follows prompts: shapes and colours that the classifier finds in its pictures.

  follow.py AUTOENCODER.pt DENOISER.pt SHEET.png --tokenizer FOLDER [--count N]
"""

import argparse

import numpy as np
import torch
from diffusers import DDIMScheduler
from PIL import Image
from transformers import CLIPTokenizer

import measure
import networks
import scenes
from captions import Captions


@torch.no_grad()
def pictures(autoencoder, both, captions, prompts, steps=16, guidance=4.0, seed=1):
    scheduler = DDIMScheduler.from_config(networks.schedule().config, set_alpha_to_one=False, steps_offset=1)
    scheduler.set_timesteps(steps)
    states = both["text_encoder"](captions.exactly(prompts + [""] * len(prompts)))[0]
    latents = torch.randn(len(prompts), 4, 8, 8, generator=torch.Generator().manual_seed(seed))
    for time in scheduler.timesteps:
        with_prompt, without = both["unet"](torch.cat([latents, latents]), time, states).sample.chunk(2)
        latents = scheduler.step(without + guidance * (with_prompt - without), time, latents).prev_sample
    decoded = autoencoder.decode(latents / networks.SCALING_FACTOR).sample
    return ((decoded.permute(0, 2, 3, 1).numpy() + 1) / 2).clip(0, 1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("autoencoder", "denoiser", "sheet"):
        arguments.add_argument(name)
    arguments.add_argument("--tokenizer", required=True)
    arguments.add_argument("--classifier", required=True, help="the weights that measure.py writes")
    arguments.add_argument("--count", type=int, default=48)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    autoencoder = networks.autoencoder()
    autoencoder.load_state_dict(torch.load(options.autoencoder))
    both = torch.nn.ModuleDict({"text_encoder": networks.text_encoder(), "unet": networks.denoiser()})
    weights = torch.load(options.denoiser, weights_only=False)
    both.load_state_dict(weights.get("average", weights))
    random, prompts = np.random.default_rng(5), []
    for index in range(options.count):
        color, ground = [list(scenes.COLORS)[i] for i in random.permutation(len(scenes.COLORS))[:2]]
        place = list(scenes.PLACES)[int(random.integers(5))]
        prompts.append(f"{color} {scenes.SHAPES[index % 6]}, {place}, {ground} background")
    made = pictures(autoencoder.eval(), both.eval(), Captions(CLIPTokenizer.from_pretrained(options.tokenizer)), prompts)
    classifier, answers = measure.Classifier.read(options.classifier), []
    for prompt, picture in zip(prompts, made):
        kind, color = classifier(picture)
        answers.append((kind == prompt.split(",")[0].split()[1], color == prompt.split()[0]))
    print("shapes {:.3f}, colours {:.3f}".format(*np.mean(answers, 0)))
    tiles = (made * 255).astype(np.uint8)
    rows = [np.concatenate(list(tiles[i:i + 12]), 1) for i in range(0, len(tiles), 12)]
    Image.fromarray(np.concatenate(rows)).resize((12 * 96, len(rows) * 96)).save(options.sheet)
    print("\n".join(prompts[:12]))


if __name__ == "__main__":
    main()
