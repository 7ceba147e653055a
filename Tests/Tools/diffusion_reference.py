#!/usr/bin/env python3
"""Reference data for LoracDiffusionTests: sd-scripts' own process_batch, with the network replaced by a fixed answer.

  diffusion_reference.py --sd-scripts CHECKOUT [--out DIR]

Needs sd-scripts' own Python environment. Writes schedules.json (the noise schedules of all timesteps) and batches.json:
for many settings, what the network was shown, what it had to predict, the loss, and the gradient autograd finds.
Latents and predictions are not stored: they are torch.randn of generators seeded with seed + 1000 and seed + 2000.
"""

import argparse
import contextlib
import json
import logging
import os
import random
import sys
from types import SimpleNamespace

logging.disable(logging.WARNING)

DEFAULTS = dict(
    noise_offset=None, noise_offset_random_strength=False, adaptive_noise_scale=None, multires_noise_iterations=None,
    multires_noise_discount=0.3, min_timestep=None, max_timestep=None, ip_noise_gamma=None,
    ip_noise_gamma_random_strength=False, v_parameterization=False, zero_terminal_snr=False, loss_type="l2",
    huber_schedule="snr", huber_c=0.1, huber_scale=1.0, min_snr_gamma=None, scale_v_pred_loss_like_noise_pred=False,
    v_pred_like_loss=None, debiased_estimation_loss=False,
)

CASES = [
    {},
    {"shape": [1, 4, 8, 8]},
    {"shape": [3, 4, 5, 7]},
    {"noise_offset": 0.05},
    {"noise_offset": 0.1, "noise_offset_random_strength": True},
    {"noise_offset": 0.05, "adaptive_noise_scale": 0.2},
    {"noise_offset": 0.01, "adaptive_noise_scale": -0.5, "noise_offset_random_strength": True},
    {"noise_offset": 0.05, "shape": [5, 4, 2, 3]},
    {"multires_noise_iterations": 6},
    {"multires_noise_iterations": 10, "multires_noise_discount": 0.8, "shape": [2, 4, 8, 6]},
    {"multires_noise_iterations": 1, "noise_offset": 0.05},
    {"multires_noise_iterations": 3, "multires_noise_discount": 0.5, "shape": [1, 4, 11, 13]},
    {"ip_noise_gamma": 0.1},
    {"ip_noise_gamma": 0.1, "ip_noise_gamma_random_strength": True, "noise_offset": 0.1},
    {"min_timestep": 200, "max_timestep": 210},
    {"min_timestep": 500, "max_timestep": 500},
    {"max_timestep": 3},
    {"v_parameterization": True},
    {"v_parameterization": True, "zero_terminal_snr": True, "min_timestep": 990},
    {"v_parameterization": True, "zero_terminal_snr": True, "min_timestep": 999, "max_timestep": 999, "min_snr_gamma": 5},
    {"zero_terminal_snr": True, "min_timestep": 998, "max_timestep": 999, "loss_type": "huber"},
    {"zero_terminal_snr": True, "min_timestep": 999, "max_timestep": 999, "loss_type": "smooth_l1"},
    {"v_parameterization": True, "scale_v_pred_loss_like_noise_pred": True},
    {"v_parameterization": True, "min_snr_gamma": 5, "debiased_estimation_loss": True},
    {"min_snr_gamma": 5},
    {"min_snr_gamma": 1.0, "max_timestep": 100},
    {"debiased_estimation_loss": True},
    {"debiased_estimation_loss": True, "min_timestep": 0, "max_timestep": 1},
    {"v_pred_like_loss": 0.5},
    {"min_snr_gamma": 5, "v_pred_like_loss": 0.25, "debiased_estimation_loss": True, "noise_offset": 0.05},
    {"loss_type": "l1"},
    {"loss_type": "huber", "huber_schedule": "constant", "huber_c": 0.2, "huber_scale": 1.5},
    {"loss_type": "huber", "huber_schedule": "exponential"},
    {"loss_type": "huber", "min_snr_gamma": 5},
    {"loss_type": "smooth_l1", "huber_schedule": "constant"},
    {"loss_type": "smooth_l1", "huber_schedule": "exponential", "huber_scale": 2.0},
    {"loss_type": "smooth_l1", "weights": [1.0, 0.5]},
    {"weights": [0.3, 1.0]},
]


def numbers(tensor):
    """The shortest decimals that name these single-precision numbers."""
    import numpy as np

    return [json.loads(str(np.float32(v))) for v in tensor.detach().flatten().tolist()]


def channels_last(tensor):
    return numbers(tensor.permute(0, 2, 3, 1).contiguous())


def run(trainer_class, case, seed):
    import torch

    args = SimpleNamespace(**{**DEFAULTS, **{k: v for k, v in case.items() if k in DEFAULTS}})
    args.network_train_unet_only = True
    args.gradient_checkpointing = args.weighted_captions = args.full_fp16 = args.masked_loss = False
    shape = case.get("shape", [2, 4, 3, 5])
    weights = case.get("weights", [1.0] * shape[0])
    latents = torch.randn(shape, generator=torch.Generator().manual_seed(seed + 1000))
    prediction = torch.randn(shape, generator=torch.Generator().manual_seed(seed + 2000)).requires_grad_(True)
    seen = {}

    class Trainer(trainer_class):
        def call_unet(self, args, accelerator, unet, noisy_latents, timesteps, text_conds, batch, weight_dtype, **_):
            seen["noisy"], seen["timesteps"] = noisy_latents.detach().clone(), timesteps.tolist()
            return prediction

        def get_noise_pred_and_target(self, *a, **k):
            result = super().get_noise_pred_and_target(*a, **k)
            seen["target"] = result[1]
            return result

        def post_process_loss(self, *a, **k):
            seen["samples"] = super().post_process_loss(*a, **k)
            return seen["samples"]

    trainer = Trainer()
    trainer.vae_scale_factor = 1.0
    accelerator = SimpleNamespace(device=torch.device("cpu"), autocast=contextlib.nullcontext)
    scheduler = trainer.get_noise_scheduler(args, accelerator.device)
    random.seed(seed)
    torch.manual_seed(seed)
    batch = {"latents": latents, "loss_weights": torch.tensor(weights), "text_encoder_outputs_list": [torch.zeros(1)]}
    loss = trainer.process_batch(
        batch, [], None, None, None, scheduler, torch.float32, torch.float32, accelerator, args, None, None,
        train_text_encoder=False,
    )
    loss.backward()
    settings = {k: v for k, v in case.items() if k in DEFAULTS and v is not None}
    return {
        "seed": seed, "shape": shape, "weights": weights, **settings,
        "timesteps": seen["timesteps"], "noisy": channels_last(seen["noisy"]), "target": channels_last(seen["target"]),
        "samples": numbers(seen["samples"]), "loss": numbers(loss)[0], "gradient": channels_last(prediction.grad),
        # The next numbers of both generators: everything was drawn, and nothing else.
        "next_torch": torch.randint(0, 1 << 24, ()).item(), "next_python": random.getrandbits(24),
    }


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--out", default=os.path.join(root, "LoracDiffusionTests/Reference"))
    a = parser.parse_args()
    sys.path.insert(0, a.sd_scripts)
    import torch

    torch.set_num_threads(1)
    from train_network import NetworkTrainer

    schedules = []
    for zero in (False, True):
        scheduler = NetworkTrainer().get_noise_scheduler(SimpleNamespace(zero_terminal_snr=zero), torch.device("cpu"))
        schedules.append({
            "zero_terminal_snr": zero, "cumulative_alphas": numbers(scheduler.alphas_cumprod),
            "signal_to_noise": numbers(scheduler.all_snr),
        })
    batches = [run(NetworkTrainer, case, seed) for seed, case in enumerate(CASES)]
    for name, values in [("schedules", schedules), ("batches", batches)]:
        with open(os.path.join(a.out, f"{name}.json"), "w", encoding="ascii") as file:
            file.write("[\n" + ",\n".join(json.dumps(v, separators=(",", ":")) for v in values) + "\n]\n")


if __name__ == "__main__":
    main()
