#!/usr/bin/env python3
"""Trains the autoencoder on flat drawings of every kind: scenes of the base model, random polygons, ellipses and curves.

  train_autoencoder.py OUT.pt [--steps N]

Afterwards its latents are shifted and scaled, channel by channel, to a mean of 0 and a deviation of 1 / 0.18215.
"""

import argparse
import math
import time

import numpy as np
import torch

import networks
import scenes
import steady_start


def batch(random, count):
    pictures = np.stack([scenes.clutter(random) for _ in range(count)])
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous() * 2 - 1


def edges(error):
    return (error[..., 1:] - error[..., :-1]).abs().mean() + (error[..., 1:, :] - error[..., :-1, :]).abs().mean()


@torch.no_grad()
def calibrate(autoencoder):
    """Gives the latents of scenes SD 1's mean and deviation."""
    random = np.random.default_rng(99)
    moments = torch.cat([autoencoder.quant_conv(autoencoder.encoder(batch(random, 50))) for _ in range(12)])
    mean, deviation = moments[:, :4].mean((0, 2, 3)), moments[:, :4].std((0, 2, 3))
    rescale(autoencoder, mean, 1 / (networks.SCALING_FACTOR * deviation))


@torch.no_grad()
def rescale(autoencoder, mean, gain):
    """Subtracts `mean` from latents and multiplies them by `gain`; the decoder's first layer takes it back."""
    into, back = autoencoder.quant_conv, autoencoder.post_quant_conv
    into.weight[:4] *= gain.view(4, 1, 1, 1)
    into.bias[:4] = (into.bias[:4] - mean) * gain
    into.bias[4:] += 2 * gain.log()  # logarithms of variances
    back.bias += (back.weight[:, :, 0, 0] * mean).sum(1)
    back.weight /= gain.view(1, 4, 1, 1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out")
    arguments.add_argument("--start", help="weights of an earlier stage")
    arguments.add_argument("--decoder", action="store_true", help="leave the encoder and its latents as they are")
    arguments.add_argument("--steps", type=int, default=1000)
    arguments.add_argument("--batch", type=int, default=2)
    arguments.add_argument("--rate", type=float, default=3e-4)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    random = np.random.default_rng(options.seed)
    autoencoder = networks.autoencoder()
    if options.start:
        autoencoder.load_state_dict(torch.load(options.start))
        if not options.decoder:
            rescale(autoencoder, torch.zeros(4), torch.full((4,), networks.SCALING_FACTOR))
    else:
        steady_start.apply(autoencoder, batch(random, 32))
    autoencoder = autoencoder.to(memory_format=torch.channels_last)
    trained = [value for name, value in autoencoder.named_parameters()
               if not options.decoder or name.startswith(("decoder.", "post_quant_conv."))]
    optimizer = torch.optim.AdamW(trained, lr=options.rate, betas=(0.9, 0.99), weight_decay=0)
    rate = lambda step: min(1, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / options.steps)))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average, began, seen = networks.Average(autoencoder, 0.995), time.time(), []
    for step in range(options.steps):
        pictures = batch(random, options.batch).contiguous(memory_format=torch.channels_last)
        with torch.set_grad_enabled(not options.decoder):
            posterior = autoencoder.encode(pictures).latent_dist
        error = autoencoder.decode(posterior.sample()).sample - pictures
        divergence = 0.5 * (posterior.mean ** 2 + posterior.var - 1 - posterior.logvar).mean()
        loss = error.abs().mean() + 0.5 * edges(error) + 4e-4 * divergence * (not options.decoder)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        scheduler.step()
        average.update(autoencoder)
        seen.append((error.abs().mean().item(), divergence.item()))
        if (step + 1) % 100 == 0 or step == 10:
            error, divergence = np.mean(seen[-100:], axis=0)
            print(f"step {step + 1}: error {error:.4f}, divergence {divergence:.3f}, {time.time() - began:.0f} s", flush=True)
        if (step + 1) % 250 == 0:
            torch.save(average.weights, options.out + ".part")
    autoencoder.load_state_dict(average.weights)
    if not options.decoder:
        calibrate(autoencoder)
    torch.save(autoencoder.state_dict(), options.out)


if __name__ == "__main__":
    main()
