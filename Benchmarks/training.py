#!/usr/bin/env python3
"""Time and measure `lorac run` against kohya's sd-scripts training the same LoRA on the same processors.

  training.py --peers FOLDER [--pixels 128,256,512] [--batch 1] [--checkpointing] [--latents]
              [--rounds 2] [--steps 6] [--threads N] [--json FILE] [--kind sd15] [--lorac .build/release/lorac]

FOLDER is the measuring bench's folder of scripts (peers_common.py, make_dataset.py, …); the environment, sd-scripts and
the base models lie where its peers_common.py says. This script itself needs nothing but Python.

Both sides get one recipe: `lorac run` trains it, and sd-scripts, unpatched, gets the arguments that `lorac emit` makes of
it: the fp16 single file, fp32 arithmetic, --sdpa --cache_latents, rank 8, AdamW, text encoder and U-Net. They take turns,
so that other load meets both. What is compared, always measured in the same way on both sides:

  step     the time between the ends of two steps, which holds everything: reading the batch, forward, backward, clipping,
           optimizer, logging; the median of all rounds, the first step of each run left out. lorac's come from
           events.jsonl, sd-scripts' from the moments at which its progress bar moves.
  memory   the largest resident set of the whole process, mapped weights included, as the kernel tells its parent (wait4).
  start    from the start of the process to the first step: the end of the first step less one median step and less the
           caching of latents, which depends on the number of pictures.
  latents  seconds for each picture between the beginning and the end of caching; required at 512 pixels, and only with
           --latents, which takes more pictures.

OPENBLAS_CORETYPE is taken out of the environment of both: it would override lorac's choice of kernels. Both get --threads
threads, as many as there are processors unless given. "foreign" is how many processors other programs kept busy
meanwhile; the figures mean little unless it is near 0. Exit status 1 if a ratio is above what it must be.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from processes import table, verdicts
from trainers import Bench, Kohya, Lorac, Task, TrainingRun

HERE = Path(__file__).resolve().parent

# Ratios lorac / sd-scripts: what must be reached, and what is aimed at.
STEP_LIMITS = {128: (0.5, 0.4), 256: (0.6, 0.5), 512: (0.65, 0.55)}
CHECKPOINTED_STEP_LIMITS = {512: (0.6, 0.55)}
MEMORY_LIMIT = (0.4, 0.33)
START_LIMIT = (0.25, 0.25)
LATENT_LIMIT = (0.6, 0.6)
# Processors that others may keep busy before the figures are called into question.
BUSY = 0.2


@dataclass
class Figures:
    """What the runs of one trainer amount to."""

    step: float
    memory: float
    start: float
    latents: float | None
    foreign: float
    steps: list[float]

    @staticmethod
    def of(runs: list[TrainingRun]) -> Figures:
        steps = [seconds for run in runs for seconds in run.steps]
        step = statistics.median(steps)
        latents = [run.latents for run in runs if run.latents is not None]
        return Figures(
            step=step,
            memory=max(run.peak_bytes for run in runs),
            start=statistics.median(run.first_step_end - step - run.latents_total for run in runs),
            latents=statistics.median(latents) if latents else None,
            foreign=statistics.mean(run.foreign for run in runs),
            steps=steps,
        )


@dataclass
class Comparison:
    """Both trainers' figures for one task, and the limits of their ratios."""

    task: Task
    kohya: Figures
    lorac: Figures

    def ratios(self) -> dict[str, float]:
        names = ["step", "memory", "start"] + (["latents"] if self.task.times_latents else [])
        return {name: getattr(self.lorac, name) / getattr(self.kohya, name) for name in names}

    def limits(self) -> dict[str, tuple[float, float]]:
        step_limits = CHECKPOINTED_STEP_LIMITS if self.task.checkpointing else STEP_LIMITS
        limits = {"memory": MEMORY_LIMIT, "start": START_LIMIT}
        if self.task.pixels in step_limits:
            limits["step"] = step_limits[self.task.pixels]
        if self.task.times_latents and self.task.pixels == 512:
            limits["latents"] = LATENT_LIMIT
        return limits

    def rows(self) -> list[list[str]]:
        limits = self.limits()
        rows = []
        for name, ratio in self.ratios().items():
            scale, unit = (1e9, "GB") if name == "memory" else (1, "s")
            ours, theirs = (f"{getattr(side, name) / scale:.2f} {unit}" for side in (self.lorac, self.kohya))
            must, aim = (f"{limit:.2f}" for limit in limits[name]) if name in limits else ("", "")
            rows.append(
                [f"{self.task.name}: {name}", ours, theirs, f"{ratio:.2f}", must, aim,
                 f"{self.lorac.foreign:.1f} / {self.kohya.foreign:.1f}"]
            )  # fmt: skip
        return rows

    def checks(self) -> list[tuple[str, bool]]:
        ratios = self.ratios()
        return [
            (f"{self.task.name}: {name} {ratios[name]:.2f} of sd-scripts' (must {must:.2f}, aim {aim:.2f})", ratios[name] <= must)
            for name, (must, aim) in self.limits().items()
        ]

    def json(self) -> dict:
        return {
            "task": asdict(self.task), "kohya": asdict(self.kohya), "lorac": asdict(self.lorac), "ratios": self.ratios(),
            "limits": self.limits(),
        }  # fmt: skip


def processor() -> str:
    """The processor's name and what it can do that matters here."""
    lines = dict(
        (part.strip() for part in line.split(":", 1)) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line
    )
    features = [name for name in ("avx2", "avx512f", "asimd") if name in (lines.get("flags") or lines.get("Features", "")).split()]
    return f"{lines.get('model name', platform.machine())}, {', '.join(features)}"


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", required=True, type=Path)
    parser.add_argument("--pixels", default="128,256,512")
    parser.add_argument("--batch", default=1, type=int)
    parser.add_argument("--checkpointing", action="store_true")
    parser.add_argument("--latents", action="store_true", help="compare the caching of latents, too")
    parser.add_argument("--rounds", default=2, type=int)
    parser.add_argument("--steps", default=6, type=int, help="steps of each run, the first of which is not counted")
    parser.add_argument("--threads", default=len(os.sched_getaffinity(0)), type=int)
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    parser.add_argument("--kind", default="sd15", choices=["sd15", "tiny-sd1"], help="tiny-sd1 only tries the harness out")
    parser.add_argument("--lorac", default=str(HERE.parent / ".build/release/lorac"))
    parser.add_argument("--keep", type=Path, help="keep what the runs wrote in this folder")
    options = parser.parse_args()
    if options.steps < 2:
        parser.error("--steps needs at least 2: the first is not counted")
    return options


def main() -> int:
    options = parse()
    # Nothing that was started may go on when this is ended.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    bench = Bench(options.peers.resolve(), options.kind, pictures_of=4 if options.latents else 2, keep=options.keep)
    trainers = [Kohya(bench, options.lorac, options.threads), Lorac(bench, options.lorac, options.threads)]
    comparisons = []
    for pixels in map(int, options.pixels.split(",")):
        task = Task(pixels, options.batch, options.checkpointing, options.steps, options.latents)
        runs: dict[str, list[TrainingRun]] = {trainer.name: [] for trainer in trainers}
        for number in range(options.rounds):
            for trainer in trainers:
                run = trainer.train(task)
                runs[trainer.name].append(run)
                print(f"{task.name}, round {number + 1}, {trainer.name}: {run.summary()}", file=sys.stderr)
        comparisons.append(Comparison(task, Figures.of(runs["kohya"]), Figures.of(runs["lorac"])))
    bench.close()

    print(f"{options.threads} threads of {processor()}; {options.rounds} rounds of {options.steps} steps\n")
    heads = ["", "lorac", "sd-scripts", "ratio", "must", "aim", "foreign"]
    print(table([heads] + [row for one in comparisons for row in one.rows()]) + "\n")
    if max(side.foreign for one in comparisons for side in (one.kohya, one.lorac)) > BUSY:
        print("Other programs were using the processors: these ratios say little.\n")
    if options.json:
        found = {"processor": processor(), "threads": options.threads, "kind": options.kind}
        found["comparisons"] = [one.json() for one in comparisons]
        options.json.write_text(json.dumps(found, indent=1) + "\n")
    return verdicts([check for one in comparisons for check in one.checks()])


if __name__ == "__main__":
    sys.exit(main())
