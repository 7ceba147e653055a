#!/usr/bin/env python3
"""Kills native runs at random moments and goes on, until they have been killed often enough.

  killed_runs.py LORAC [--kills 100] [--seed 1] [--folder DIR]

Trains the quickstart once without a break, then again and again with SIGKILL at random moments, each time continued with
`--resume`. After each kill every LoRA file and state that is there must be whole; each finished run must have given the same
tensors as the one without a break, each step exactly once in its log, and no temporary files. Prints one line per run.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CHANGES = ["train.epochs=4", "save.every=1 epoch", "save.state.every=1 epoch"]


def tensors(path):
    """The bytes behind the header, after checking that the header's ranges fill the file."""
    with open(path, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    assert 8 + length + max(ends) == len(data), f"{path} is cut off"
    return data[8 + length :]


def command(lorac, *options):
    words = [lorac, "run", "examples/quickstart/recipe.yaml", "--run-dir", "run", "--diagnostics", "concise"]
    return words + [word for change in CHANGES for word in ("--set", change)] + list(options)


def check_whole(folder):
    for place in ["output", "run/state"]:
        for name in os.listdir(os.path.join(folder, place)) if os.path.isdir(os.path.join(folder, place)) else []:
            if name.endswith(".safetensors"):
                tensors(os.path.join(folder, place, name))


def logged_steps(folder):
    with open(os.path.join(folder, "run/events.jsonl")) as file:
        return [event["step"] for event in map(json.loads, file) if event["event"] == "step"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lorac")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder")
    options = parser.parse_args()
    lorac = os.path.abspath(options.lorac)
    folder = options.folder or tempfile.mkdtemp(prefix="lorac-killed-")
    shutil.copytree(os.path.join(ROOT, "examples"), os.path.join(folder, "examples"), dirs_exist_ok=True)
    quiet = dict(cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    start = time.monotonic()
    subprocess.run(command(lorac), check=True, **quiet)
    whole_time = time.monotonic() - start
    whole = tensors(os.path.join(folder, "output/moka.safetensors"))
    count = len(logged_steps(folder))
    print(f"without a break: {count} steps in {whole_time:.1f} s")

    moments = random.Random(options.seed)
    kills = runs = 0
    while kills < options.kills:
        shutil.rmtree(os.path.join(folder, "run"))
        shutil.rmtree(os.path.join(folder, "output"))
        runs, killed_here = runs + 1, 0
        while True:
            process = subprocess.Popen(command(lorac, "--resume"), **quiet)
            try:
                _, errors = process.communicate(timeout=moments.uniform(0, whole_time * 0.9))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills, killed_here = kills + 1, killed_here + 1
                check_whole(folder)
                continue
            assert process.returncode == 0, errors.decode()
            break
        assert tensors(os.path.join(folder, "output/moka.safetensors")) == whole, "the tensors differ"
        assert logged_steps(folder) == list(range(1, count + 1)), "the log's steps are not one after another"
        left = [name for _, _, names in os.walk(folder) for name in names if name.endswith(".tmp")]
        assert not left, left
        print(f"run {runs}: killed {killed_here} times, then finished with the same tensors", flush=True)
    print(f"{kills} kills: nothing half written, nothing lost")
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
