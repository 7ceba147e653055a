#!/usr/bin/env python3
"""Reference data for LoracSamplersTests: diffusers' schedulers as sd-scripts sets them up, and k-diffusion's samplers.

  sampler_reference.py --sd-scripts CHECKOUT [--out FILE]

Needs sd-scripts' own Python environment, and k-diffusion, torchsde and scipy beside it. The network is a formula, the
same here and in the tests; starting noise and all later noise come from torch's global generator with the case's seed,
in the order in which sd-scripts' pipeline draws them.
"""

import argparse
import importlib.machinery
import json
import logging
import os
import sys
import types

logging.disable(logging.WARNING)

SHAPE = (1, 4, 3, 4)


def network(latents, timestep):
    """Smooth, neither linear nor the same everywhere; in double precision, so that both sides round the same once."""
    import torch

    z = latents.double()
    t = float(timestep)
    place = torch.arange(z.numel(), dtype=torch.float64).reshape(z.shape)
    value = 0.8 * z + 0.3 * torch.sin(1.7 * z + 0.004 * t) + 0.2 * torch.cos(0.37 * place) * (1 - t / 1000)
    return value.float()


def numbers(tensor):
    import numpy as np

    return [json.loads(str(np.float32(v))) for v in tensor.detach().flatten().tolist()]


def run_scheduler(scheduler, steps, seed):
    """The loop of sd-scripts' pipeline (library/lpw_stable_diffusion.py) without guidance."""
    import torch

    torch.manual_seed(seed)
    evaluations = []
    with torch.no_grad():
        scheduler.set_timesteps(steps, device="cpu")
        latents = torch.randn(SHAPE) * scheduler.init_noise_sigma
        for t in scheduler.timesteps:
            shown = scheduler.scale_model_input(latents, t)
            evaluations.append(float(t))
            latents = scheduler.step(network(shown, t), t, latents).prev_sample
    return latents, evaluations


def run_k_diffusion(function, steps, seed, schedule, velocity, noise, drop):
    """As A1111 calls k-diffusion: noise times the first sigma, levels with one left out for DPM2 and 3M SDE."""
    import torch
    from diffusers import DDPMScheduler
    from k_diffusion import external, sampling

    alphas = DDPMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear").alphas_cumprod
    evaluations = []

    def inner(latents, timestep, **_):
        evaluations.append(float(timestep))
        return network(latents, float(timestep))

    kind = external.DiscreteVDDPMDenoiser if velocity else external.DiscreteEpsDDPMDenoiser
    denoiser = kind(inner, alphas, quantize=False)
    count = steps + (1 if drop else 0)
    low, high = denoiser.sigma_min.item(), denoiser.sigma_max.item()
    if schedule == "karras":
        sigmas = sampling.get_sigmas_karras(count, low, high)
    elif schedule == "exponential":
        sigmas = sampling.get_sigmas_exponential(count, low, high)
    else:
        sigmas = denoiser.get_sigmas(count)
    if drop:
        sigmas = torch.cat([sigmas[:-2], sigmas[-1:]])
    torch.manual_seed(seed)
    latents = torch.randn(SHAPE) * sigmas[0]
    arguments = {"disable": True}
    if noise == "independent":
        arguments["noise_sampler"] = lambda _, __: torch.randn(SHAPE)
    elif noise == "brownian":
        positive = sigmas[sigmas > 0]
        arguments["noise_sampler"] = sampling.BrownianTreeNoiseSampler(latents, positive.min(), positive.max(), seed=seed)
    if isinstance(function, tuple):
        function, more = function
        arguments.update(more)
    with torch.no_grad():
        return getattr(sampling, function)(denoiser, latents, sigmas, **arguments), evaluations


def stable_diffusion_schedulers():
    from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, PNDMScheduler

    common = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
    return {
        "DDIM": lambda p: DDIMScheduler(**common, clip_sample=False, set_alpha_to_one=False, steps_offset=1, **p),
        "PLMS": lambda p: PNDMScheduler(**common, skip_prk_steps=True, set_alpha_to_one=False, steps_offset=1, **p),
        "dpmsolver": lambda p: DPMSolverMultistepScheduler(
            **common, algorithm_type="dpmsolver", final_sigmas_type="sigma_min", **p),
    }


K_DIFFUSION = {
    "Euler a": "sample_euler_ancestral", "Euler": "sample_euler", "LMS": "sample_lms", "Heun": "sample_heun",
    "DPM2": "sample_dpm_2", "DPM2 a": "sample_dpm_2_ancestral", "DPM++ 2S a": "sample_dpmpp_2s_ancestral",
    "DPM++ 2M": "sample_dpmpp_2m", "DPM++ SDE": "sample_dpmpp_sde", "DPM++ 2M SDE": "sample_dpmpp_2m_sde",
    "DPM++ 2M SDE Heun": ("sample_dpmpp_2m_sde", {"solver_type": "heun"}), "DPM++ 3M SDE": "sample_dpmpp_3m_sde",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "../LoracSamplersTests/Reference/samplers.json"))
    options = parser.parse_args()
    sys.path.insert(0, options.sd_scripts)
    # k-diffusion's package imports its training parts, which need much that sampling does not.
    import site

    folder = next(os.path.join(p, "k_diffusion") for p in site.getsitepackages() + sys.path if os.path.isdir(os.path.join(p, "k_diffusion")))
    package = types.ModuleType("k_diffusion")
    package.__path__ = [folder]
    package.__spec__ = importlib.machinery.ModuleSpec("k_diffusion", None, is_package=True)
    sys.modules["k_diffusion"] = package
    utils = types.ModuleType("k_diffusion.utils")
    utils.append_dims = lambda x, dims: x[(...,) + (None,) * (dims - x.ndim)]
    sys.modules["k_diffusion.utils"] = utils
    package.utils = utils

    from library.train_util import get_my_scheduler

    cases, refused = [], []

    def add(name, steps, velocity, result, **more):
        latents, evaluations = result
        cases.append({"sampler": name, "steps": steps, "velocity": velocity, "seed": 1000 + steps, **more,
                      "timesteps": evaluations, "latents": numbers(latents)})

    kohya = ["ddim", "pndm", "lms", "euler", "euler_a", "heun", "dpm_2", "dpm_2_a", "dpmsolver", "dpmsolver++", "dpmsingle", "ddpm"]
    plain = stable_diffusion_schedulers()
    for name in kohya + ["DDIM", "PLMS"]:
        for steps, velocity in [(1, False), (2, False), (4, False), (5, True), (14, False), (15, False), (28, False), (30, True)]:
            try:
                if name in kohya and name != "dpmsolver":
                    scheduler = get_my_scheduler(sample_sampler=name, v_parameterization=velocity)
                else:
                    scheduler = plain[name]({"prediction_type": "v_prediction"} if velocity else {})
                add(name, steps, velocity, run_scheduler(scheduler, steps, 1000 + steps))
            except Exception as error:
                refused.append(f"{name} {steps}: {type(error).__name__}: {error}"[:120])
    try:
        get_my_scheduler(sample_sampler="dpmsolver", v_parameterization=False)
    except Exception as error:
        refused.append(f"dpmsolver: {error}"[:120])
    for name, function in K_DIFFUSION.items():
        stochastic = "SDE" in name
        for steps, velocity, schedule in [(1, False, ""), (3, False, "karras"), (12, True, ""), (20, False, ""), (20, False, "karras"), (15, False, "exponential")]:
            drop = name.startswith("DPM2") or "3M" in name
            suffix = {"": "", "karras": " Karras", "exponential": " Exponential"}[schedule]
            for noise in ["independent", "brownian"] if stochastic else [None]:
                try:
                    result = run_k_diffusion(function, steps, 1000 + steps, schedule, velocity, noise, drop)
                    add(name + suffix, steps, velocity, result, **({"noise": noise} if noise else {}))
                except Exception as error:
                    refused.append(f"{name}{suffix} {steps} {noise}: {type(error).__name__}: {error}"[:120])
    for line in refused:
        print(line, file=sys.stderr)
    with open(options.out, "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
