#!/usr/bin/env python3
"""Time and measure `lorac sample` against diffusers and stable-diffusion.cpp making the same picture on the same processors.

  sampling.py --model FILE --folder DIFFUSERS [--python PYTHON] [--cpp SD] [--pixels 512] [--steps 2 6] [--threads N]
              [--rounds R] [--lorac .build/release/lorac]

FILE is a Stable Diffusion 1 checkpoint in fp16, DIFFUSERS the same model as a diffusers folder; random weights will do, since
no program is faster for better pictures. PYTHON has torch and diffusers; SD is stable-diffusion.cpp's program (`sd` or `sd-cli`), built
with GGML_NATIVE. Without --python or --cpp that side is left out.

Each program makes one picture by euler with guidance 7, in a process of its own, with two numbers of steps in turn. A step is the
difference of both times over the difference of the steps; "rest" is what is left: starting, loading, text, decoding. "28 steps"
is what both come to for a picture of 28 steps. Memory is the largest resident set of the process, mapped weights included, as the
kernel tells its parent. diffusers computes in float32, the only type that a CPU has for all of its operations; without
attention slicing, which makes it slower. Given are the least times of R rounds; run it on an idle machine.

Exit status 1 if lorac's picture of 28 steps takes longer, or more memory, than the faster of the others takes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from processes import Series, run, table, verdicts

PROMPT = "a photo of a cat on a windowsill, morning light, (detailed fur:1.2)"
NEGATIVE = "blurry, low quality"
USUAL_STEPS = 28

DIFFUSERS = """
import sys
import torch
from diffusers import EulerDiscreteScheduler, StableDiffusionPipeline
from diffusers.utils import logging
logging.disable_progress_bar()
folder, prompt, negative, output = sys.argv[1:5]
pixels, steps, threads = map(int, sys.argv[5:8])
torch.set_num_threads(threads)
pipeline = StableDiffusionPipeline.from_pretrained(
    folder, torch_dtype=torch.float32, safety_checker=None, feature_extractor=None, requires_safety_checker=False)
pipeline.scheduler = EulerDiscreteScheduler.from_config(pipeline.scheduler.config)
pipeline.set_progress_bar_config(disable=True)
picture = pipeline(
    prompt, negative_prompt=negative, width=pixels, height=pixels, num_inference_steps=steps, guidance_scale=7,
    generator=torch.Generator().manual_seed(42)).images[0]
picture.save(output)
"""


def commands(options: argparse.Namespace, output: str) -> dict[str, object]:
    """For each program that is there, its command for a number of steps."""
    size, threads = options.pixels, options.threads
    programs = {
        "lorac": lambda steps: [
            options.lorac, "sample", "--base", options.model, "--prompt", PROMPT, "--negative", NEGATIVE, "--sampler", "euler",
            "--steps", steps, "--cfg", 7, "--seed", 42, "--size", f"{size}x{size}", "--output", output, "--overwrite",
        ]
    }  # fmt: skip
    if options.python:
        programs["diffusers"] = lambda steps: [
            options.python, "-c", DIFFUSERS, options.folder, PROMPT, NEGATIVE, output, size, steps, threads,
        ]  # fmt: skip
    if options.cpp:
        programs["stable-diffusion.cpp"] = lambda steps: [
            options.cpp, "-m", options.model, "-p", PROMPT, "-n", NEGATIVE, "--sampling-method", "euler", "--steps", steps,
            "--cfg-scale", 7, "-s", 42, "-W", size, "-H", size, "-t", threads, "--rng", "cpu", "-o", output,
        ]  # fmt: skip
    return programs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--folder")
    parser.add_argument("--python")
    parser.add_argument("--cpp")
    parser.add_argument("--lorac", default=str(Path(__file__).resolve().parent.parent / ".build/release/lorac"))
    parser.add_argument("--pixels", type=int, default=512)
    parser.add_argument("--steps", type=int, nargs=2, default=[2, 6])
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    if options.python and not options.folder:
        parser.error("--python needs --folder")
    few, many = sorted(options.steps)
    if few == many:
        parser.error("--steps must be two numbers")
    os.environ.pop("OPENBLAS_CORETYPE", None)
    for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]:
        os.environ[name] = str(options.threads)

    with tempfile.TemporaryDirectory() as folder:
        programs = commands(options, os.path.join(folder, "picture.png"))
        series = {(name, steps): Series(name) for name in programs for steps in (few, many)}
        for _ in range(options.rounds):
            for name, command in programs.items():
                for steps in (few, many):
                    run(series[name, steps], [str(word) for word in command(steps)])

    rows = [["", "step", "rest", f"{USUAL_STEPS} steps", "memory", "lorac's time", "lorac's memory"]]
    totals, memories = {}, {}
    for name in programs:
        short, long = series[name, few], series[name, many]
        step = (long.minimum - short.minimum) / (many - few)
        rest = short.minimum - few * step
        totals[name], memories[name] = rest + USUAL_STEPS * step, max(short.peak_bytes, long.peak_bytes)
        rows.append(
            [name, f"{step:.2f} s", f"{rest:.1f} s", f"{totals[name]:.0f} s", f"{memories[name] / 1e9:.2f} GB",
             f"{totals['lorac'] / totals[name]:.2f}", f"{memories['lorac'] / memories[name]:.2f}"]
        )  # fmt: skip
    print(f"{options.pixels} × {options.pixels} pixels, {options.threads} threads\n")
    print(table(rows))
    others = [name for name in programs if name != "lorac"]
    if not others:
        return 0
    print()
    fastest = min(others, key=totals.__getitem__)
    return verdicts(
        [
            (f"time {totals['lorac'] / totals[fastest]:.2f} of {fastest}'s, the faster one", totals["lorac"] <= totals[fastest]),
            (f"memory {memories['lorac'] / memories[fastest]:.2f} of {fastest}'s", memories["lorac"] <= memories[fastest]),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
