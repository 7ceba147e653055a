#!/usr/bin/env python3
"""Captions a picture with BLIP of full size: lorac against transformers.

  captions.py [--large] [--threads N] [--beams B ...] [--rounds R] [--folder FOLDER]

Makes, once, a model with random weights of the size of blip-image-captioning-base (or -large) in FOLDER (.build/captions) and a
picture of 512×512, and captions it with lorac and with transformers, 20 tokens each time. Both use the same threads; given are the
median of R rounds after one to warm up, the median of the processor's seconds, and the most memory. The tokens must be the same.

Needs Python with torch and transformers 4.54. Builds Benchmarks/Captions. On a busy machine compare the processor's seconds, with
one thread: more threads of PyTorch wait for each other at work.
"""

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
LARGE = {"hidden_size": 1024, "intermediate_size": 4096, "num_hidden_layers": 24, "num_attention_heads": 16}


def make_model(folder, large):
    import torch
    from transformers import BlipConfig, BlipForConditionalGeneration

    torch.manual_seed(1)
    config = BlipConfig(text_config={"num_attention_heads": 12}, vision_config=LARGE if large else {})
    model = BlipForConditionalGeneration(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, 0.3 if "embedd" in name else parameter[0].numel() ** -0.5)
    model.save_pretrained(folder)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [f"word{i}" for i in range(30517)]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")


def make_picture(path):
    import numpy as np
    from PIL import Image

    random = np.random.default_rng(6)
    coarse = Image.fromarray(random.integers(0, 256, (16, 16, 3), np.uint8)).resize((512, 512), Image.BICUBIC)
    noise = random.integers(-12, 13, (512, 512, 3))
    Image.fromarray(np.clip(np.asarray(coarse) + noise, 0, 255).astype(np.uint8)).save(path)


def python_side(folder, threads, beams, rounds, picture):
    """The same in transformers, in a process of its own."""
    code = """
import resource, sys, time, torch
from PIL import Image
from transformers import BlipForConditionalGeneration, BlipImageProcessor, logging
logging.set_verbosity_error()
folder, threads, beams, rounds, picture = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
torch.set_num_threads(threads)
model = BlipForConditionalGeneration.from_pretrained(folder, torch_dtype=torch.float32).eval()
processor = BlipImageProcessor()
times, used = [], []
for _ in range(rounds):
    start, before = time.perf_counter(), time.process_time()
    pixels = processor(Image.open(picture).convert("RGB"), return_tensors="pt").pixel_values
    with torch.no_grad():
        tokens = model.generate(pixel_values=pixels, num_beams=beams, min_length=25)
    times.append(time.perf_counter() - start)
    used.append(time.process_time() - before)
print(*times)
print(*used)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(*tokens[0].tolist())
"""
    return [sys.executable, "-c", code, folder, threads, beams, rounds, picture]


def measure(command):
    output = subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    times, used, memory, tokens = output.stdout.splitlines()
    median = [statistics.median(list(map(float, line.split()))[1:]) for line in (times, used)]
    return {"seconds": median[0], "processor": median[1], "memory": int(memory), "tokens": tokens}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 3])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=HERE.parent / ".build" / "captions")
    arguments = parser.parse_args()
    folder = arguments.folder / ("large" if arguments.large else "base")
    folder.mkdir(parents=True, exist_ok=True)
    picture = arguments.folder / "picture.png"
    if not (folder / "vocab.txt").exists():
        make_model(folder, arguments.large)
    make_picture(picture)
    build = ["swift", "build", "-c", "release", "--package-path", str(HERE / "Captions")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    path = subprocess.run(build + ["--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    for beams in arguments.beams:
        options = (folder, arguments.threads, beams, arguments.rounds + 1, picture)
        lorac = measure([Path(path) / "CaptionTimes", *options])
        python = measure(python_side(*options))
        for name, figures in (("lorac", lorac), ("transformers", python)):
            print(f"{beams} beams, {name:13}{figures['seconds']:.2f} s, {figures['processor']:.2f} s of the processor, "
                  f"{figures['memory']} MiB")  # fmt: skip
        if lorac["tokens"] != python["tokens"]:
            sys.exit(f"The tokens differ: {lorac['tokens']} and {python['tokens']}.")


if __name__ == "__main__":
    main()
