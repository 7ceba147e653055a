"""Runs lorac and sd-scripts on one training task and measures them from outside, for training.py."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Task:
    """What is trained."""

    pixels: int
    batch: int
    checkpointing: bool
    steps: int
    times_latents: bool

    @property
    def name(self) -> str:
        parts = [f"{self.pixels} px"]
        if self.batch > 1:
            parts.append(f"batch {self.batch}")
        if self.checkpointing:
            parts.append("checkpointing")
        return ", ".join(parts)


@dataclass
class TrainingRun:
    """One run of one trainer; moments are seconds since the process was started."""

    # From the end of each step to the end of the next.
    steps: list[float]
    first_step_end: float
    # Seconds of caching latents, and for each picture; None if that was too quick to be seen.
    latents_total: float
    latents: float | None
    peak_bytes: int
    # Processors that other programs kept busy.
    foreign: float

    def summary(self) -> str:
        steps = " ".join(f"{seconds:.2f}" for seconds in self.steps)
        return (
            f"first step done after {self.first_step_end:.1f} s, then {steps} s; latents {self.latents_total:.1f} s; "
            f"{self.peak_bytes / 1e9:.2f} GB; foreign {self.foreign:.1f}"
        )


@dataclass
class Moments:
    """When counters moved: the moment at which each value was first seen."""

    steps: dict[int, float] = field(default_factory=dict)
    latents: dict[int, float] = field(default_factory=dict)

    def run(self, started: float, pictures: int, peak_bytes: int, foreign: float) -> TrainingRun:
        ends = [moment for number, moment in sorted(self.steps.items()) if number > 0]
        seconds = max(self.latents.values()) - min(self.latents.values()) if self.latents else 0
        return TrainingRun(
            steps=[end - begin for begin, end in zip(ends, ends[1:])], first_step_end=ends[0] - started,
            latents_total=seconds, latents=seconds / pictures if seconds > 0 else None, peak_bytes=peak_bytes,
            foreign=foreign,
        )  # fmt: skip


def pictures(bench: Path, python: str, count: int) -> Path:
    """A folder of pictures of 512×512 with captions, repeated so often that no run reaches the end of an epoch."""
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / "lorac-bench" / f"training-{count}"
    if not (folder / "dataset.json").exists():
        print(f"making {count} pictures in {folder} …", file=sys.stderr)
        options = [f"--out={folder}", f"--count={count}", "--repeats=200", "--sizes=512x512", "--name=moka"]
        subprocess.run([python, str(bench / "make_dataset.py"), *options], check=True, stdout=subprocess.DEVNULL)
    return folder / "train"


class Bench:
    """The measuring bench: sd-scripts with its environment, a base model, pictures, and a folder for what runs write."""

    def __init__(self, folder: Path, kind: str, pictures_of: int, keep: Path | None) -> None:
        sys.path.insert(0, str(folder))
        import peers_common

        self.folder, self.kind, self.common = folder, kind, peers_common
        self.model = Path(peers_common.MODELS) / kind / f"{kind}-fp16.safetensors"
        self.picture_count = pictures_of
        self.pictures = pictures(folder, peers_common.REF_PYTHON, pictures_of)
        self.keeps = keep is not None
        self.root = keep.resolve() if keep else Path(tempfile.mkdtemp(prefix="lorac-training-"))

    def prepare(self, task: Task, name: str) -> Path:
        """An empty folder with the recipe of `task`."""
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        recipe = {
            "lorac": 1, "name": "lora", "model": {"base": str(self.model)},
            "dataset": {
                "resolution": task.pixels, "batch_size": task.batch, "cache_latents": "memory",
                "buckets": {"min": 64, "max": max(1024, task.pixels)}, "images": [str(self.pictures)],
            },
            "network": {"rank": 8, "alpha": 4},
            "optimizer": {"type": "AdamW", "unet_lr": 1e-4, "text_encoder_lr": 5e-5},
            "train": {"steps": task.steps, "seed": 42, "mixed_precision": "no", "gradient_checkpointing": task.checkpointing},
            "save": {"directory": str(folder / "out")},
            "kohya": {"sdpa": True, "console_log_simple": True, "tokenizer_cache_dir": self.common.TOKENIZER_CACHE},
        }  # fmt: skip
        (folder / "recipe.yaml").write_text(json.dumps(recipe, indent=1))
        return folder

    def close(self) -> None:
        if not self.keeps:
            shutil.rmtree(self.root)


def without_core_type(environment: dict[str, str]) -> dict[str, str]:
    """The environment without what overrides lorac's choice of BLAS kernels."""
    return {name: value for name, value in environment.items() if name != "OPENBLAS_CORETYPE"}


def busy_seconds() -> float:
    """Processor time that everybody on this machine has used."""
    values = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    user, nice, system, _, _, interrupt, soft, steal = values
    return (user + nice + system + interrupt + soft + steal) / os.sysconf("SC_CLK_TCK")


class Watched:
    """A process whose output is passed to `see` with the moment at which it came, and kept in `log`."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str], log: Path, see) -> None:
        busy = busy_seconds()
        self.started = time.time()
        process = subprocess.Popen(
            command, cwd=folder, env=without_core_type(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            with open(log, "wb") as kept:
                while chunk := os.read(process.stdout.fileno(), 1 << 16):
                    see(chunk.decode(errors="replace"), time.time())
                    kept.write(chunk)
        except BaseException:
            process.terminate()
            raise
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            text = log.read_text(errors="replace")[-3000:]
            raise SystemExit(f"exit status {process.returncode} of {' '.join(command)}:\n{text}")
        self.peak_bytes = usage.ru_maxrss * 1024
        elapsed = time.time() - self.started
        self.foreign = max(0.0, busy_seconds() - busy - usage.ru_utime - usage.ru_stime) / elapsed


class ProgressBars:
    """Reads the counters of sd-scripts' progress bars: first that of caching latents, then that of the steps."""

    latents_begin = "caching latents..."
    bar = re.compile(r"(steps:)?\s*\d+%\|[^|\r\n]*\|\s*(\d+)/\d+ \[")

    def __init__(self) -> None:
        self.moments = Moments()
        self.rest = ""
        self.caches = False

    def see(self, text: str, moment: float) -> None:
        self.rest += text
        if not self.caches and (place := self.rest.find(self.latents_begin)) >= 0:
            self.caches, self.rest = True, self.rest[place + len(self.latents_begin) :]
        end = 0
        for match in self.bar.finditer(self.rest):
            end = match.end()
            if match[1]:
                self.moments.steps.setdefault(int(match[2]), moment)
            elif self.caches and not self.moments.steps:
                self.moments.latents.setdefault(int(match[2]), moment)
        # A bar may come in two parts.
        self.rest = self.rest[max(end, len(self.rest) - 1000) :]


class Kohya:
    """sd-scripts' own trainer, unpatched; small widths need the bench's patch of them."""

    name = "kohya"

    def __init__(self, bench: Bench, lorac: str, threads: int) -> None:
        self.bench, self.lorac, self.threads = bench, str(Path(lorac).resolve()), threads

    def train(self, task: Task) -> TrainingRun:
        folder = self.bench.prepare(task, self.name)
        bars = ProgressBars()
        common = self.bench.common
        watched = Watched(
            self.command(folder), Path(common.SD_SCRIPTS), common.child_env(self.threads), folder / "log.txt", bars.see
        )
        return bars.moments.run(watched.started, self.bench.picture_count, watched.peak_bytes, watched.foreign)

    def command(self, folder: Path) -> list[str]:
        emit = [self.lorac, "emit", "recipe.yaml", "--format", "argv", "-o", "emitted"]
        emitted = subprocess.run(emit, cwd=folder, capture_output=True, text=True)
        if emitted.returncode != 0:
            raise SystemExit(emitted.stderr)
        words = json.loads(emitted.stdout)
        place = next(index for index, word in enumerate(words) if word.endswith("train_network.py"))
        # The paths of side files start from the recipe's folder, sd-scripts runs in its own.
        arguments = [str(folder / word) if word.startswith("emitted/") else word for word in words[place + 1 :]]
        common = self.bench.common
        if self.bench.kind == "sd15":
            return [common.REF_PYTHON, str(Path(common.SD_SCRIPTS) / "train_network.py"), *arguments]
        child = [str(self.bench.folder / "kohya_child.py"), "--script", "train_network.py", "--tiny", "sd1", "--"]
        return [common.REF_PYTHON, *child, *arguments]


class Lorac:
    """The native trainer."""

    name = "lorac"

    def __init__(self, bench: Bench, lorac: str, threads: int) -> None:
        self.bench, self.lorac, self.threads = bench, str(Path(lorac).resolve()), threads

    def train(self, task: Task) -> TrainingRun:
        folder = self.bench.prepare(task, self.name)
        command = [self.lorac, "run", "recipe.yaml", "--backend", "native", "--run-dir", "run"]
        command += ["--threads", str(self.threads)]
        watched = Watched(command, folder, dict(os.environ), folder / "log.txt", lambda text, moment: None)
        events = folder / "run" / "events.jsonl"
        rows = [json.loads(line) for line in events.read_text().splitlines()]
        # Events count seconds from when the log was opened; the last was written when the file was last changed.
        opened = events.stat().st_mtime - rows[-1]["time"]
        moments = Moments()
        for row in rows:
            if row["event"] == "step":
                moments.steps[row["step"]] = opened + row["time"]
            elif row["event"] == "prepare" and row["phase"] == "latents":
                moments.latents.setdefault(row["done"], opened + row["time"])
        return moments.run(watched.started, self.bench.picture_count, watched.peak_bytes, watched.foreign)
