#!/usr/bin/env python3
"""Trains the text encoder and the U-Net on scenes with tags, in the latents of a trained autoencoder.

  train_denoiser.py AUTOENCODER.pt OUT.pt --tokenizer FOLDER [--steps N]

The task is Stable Diffusion 1's: predict the noise, 1000 steps, scaled-linear schedule, captions of 77 tokens. One caption
in eight is empty, for classifier-free guidance. A few new scenes join the pool in each step.
"""

import argparse
import math
import os
import time

import numpy as np
import torch
from transformers import CLIPTokenizer

import networks
import scenes
from captions import Captions


class Pool:
    """Latents (mean and deviation, scaled) and tags of scenes drawn so far."""

    def __init__(self, autoencoder, random, limit):
        self.autoencoder, self.random, self.limit = autoencoder, random, limit
        self.mean, self.deviation, self.tags = torch.empty(limit, 4, 8, 8), torch.empty(limit, 4, 8, 8), []

    @torch.no_grad()
    def grow(self, count):
        count = min(count, self.limit - len(self.tags))
        if count <= 0:
            return
        drawn = [scenes.scene(self.random) for _ in range(count)]
        pictures = torch.from_numpy(np.stack([picture for picture, _ in drawn])).permute(0, 3, 1, 2) * 2 - 1
        posterior = self.autoencoder.encode(pictures.contiguous(memory_format=torch.channels_last)).latent_dist
        place = slice(len(self.tags), len(self.tags) + count)
        self.mean[place] = posterior.mean * networks.SCALING_FACTOR
        self.deviation[place] = posterior.std * networks.SCALING_FACTOR
        self.tags += [tags for _, tags in drawn]

    def batch(self, count):
        index = torch.from_numpy(self.random.integers(0, len(self.tags), count))
        return self.mean[index] + self.deviation[index] * torch.randn(count, 4, 8, 8), [self.tags[i] for i in index]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("autoencoder")
    arguments.add_argument("out")
    arguments.add_argument("--tokenizer", required=True, help="a folder with CLIP's vocab.json and merges.txt")
    arguments.add_argument("--steps", type=int, default=5000)
    arguments.add_argument("--batch", type=int, default=64)
    arguments.add_argument("--rate", type=float, default=7e-4)
    arguments.add_argument("--start", help="weights of an earlier stage, of which all that fits is taken")
    arguments.add_argument("--words", action="store_true", help="the earlier stage knew words, too: keep them")
    arguments.add_argument("--scenes-of", help="a checkpoint whose scenes to go on with")
    arguments.add_argument("--scenes", type=int, default=3072, help="scenes in the pool before the first step")
    options = arguments.parse_args()
    torch.manual_seed(11)
    random = np.random.default_rng(11)
    autoencoder = networks.autoencoder()
    autoencoder.load_state_dict(torch.load(options.autoencoder))
    autoencoder = autoencoder.eval().to(memory_format=torch.channels_last)
    captions = Captions(CLIPTokenizer.from_pretrained(options.tokenizer))
    encoder, denoiser = networks.text_encoder(), networks.denoiser()
    both = torch.nn.ModuleDict({"text_encoder": encoder, "unet": denoiser})
    kept = networks.schedule().alphas_cumprod
    signal = kept / (1 - kept)
    # What a picture shows is decided where there is nearly only noise. The noise's error hardly tells: the picture is a
    # hundredth of it there. Weighted by about the error of the picture, words count.
    weights = 1 / (signal + 0.03)
    weights /= weights.mean()
    if options.start:
        networks.take(both, torch.load(options.start))
    if not options.words:
        networks.listen(encoder, denoiser, captions.vocabulary())
    heard = [value for name, value in both.named_parameters() if name.startswith("text_encoder") or ".attn2." in name]
    others = [value for name, value in both.named_parameters() if not (name.startswith("text_encoder") or ".attn2." in name)]
    optimizer = torch.optim.AdamW([{"params": others}, {"params": heard, "lr": 3 * options.rate}], lr=options.rate,
                                  betas=(0.9, 0.99), weight_decay=0)
    rate = lambda step: min(1, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / options.steps)))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average, start, began, seen = networks.Average(both, 0.999), 0, time.time(), []
    pool = Pool(autoencoder, random, options.scenes + 3 * options.steps)
    if options.scenes_of:
        pool = torch.load(options.scenes_of, weights_only=False)["pool"]
        pool.autoencoder, random = autoencoder, pool.random
    checkpoint = options.out + ".part"
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=False)
        both.load_state_dict(state["weights"])
        optimizer.load_state_dict(state["optimizer"])
        scheduler.load_state_dict(state["scheduler"])
        average.weights, average.count, start, pool = state["average"], state["step"], state["step"], state["pool"]
        pool.autoencoder, random = autoencoder, pool.random
    while len(pool.tags) < options.scenes:
        pool.grow(64)
    print(f"{len(pool.tags)} scenes encoded in {time.time() - began:.0f} s, spread {pool.mean[:options.scenes].std():.3f}", flush=True)
    for step in range(start, options.steps):
        pool.grow(2)
        latents, tags = pool.batch(options.batch)
        ids = torch.tensor([captions.varied(random, list(t)) for t in tags])
        noise, times = torch.randn_like(latents), torch.randint(0, 1000, (options.batch,))
        if options.start:  # the steps of little noise are known already
            times = torch.where(torch.rand(options.batch) < 0.6, 500 + times // 2, times)
        share = kept[times].view(-1, 1, 1, 1)
        noisy = share.sqrt() * latents + (1 - share).sqrt() * noise
        predicted = denoiser(noisy, times, encoder(ids)[0]).sample
        error = (predicted - noise).square().mean((1, 2, 3))
        loss = (error * weights[times]).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(both.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        average.update(both)
        seen.append(error.mean().item())
        if (step + 1) % 50 == 0 or step == start + 10:
            with torch.no_grad():  # what the captions are worth: the error with those of other pictures
                other = denoiser(noisy, times, encoder(ids.roll(1, 0))[0]).sample
                own = denoiser(noisy, times, encoder(ids)[0]).sample
            worth = (((other - noise).square() - (own - noise).square()).mean((1, 2, 3)) * weights[times]).mean()
            print(f"step {step + 1}: error {np.mean(seen[-50:]):.4f}, captions {worth.item():.4f}, "
                  f"{time.time() - began:.0f} s", flush=True)
        if (step + 1) % 250 == 0:
            pool.autoencoder = None
            torch.save({"weights": both.state_dict(), "optimizer": optimizer.state_dict(), "pool": pool,
                        "scheduler": scheduler.state_dict(), "average": average.weights, "step": step + 1}, checkpoint + ".new")
            os.replace(checkpoint + ".new", checkpoint)
            pool.autoencoder = autoencoder
    both.load_state_dict(average.weights)
    torch.save(both.state_dict(), options.out)


if __name__ == "__main__":
    main()
