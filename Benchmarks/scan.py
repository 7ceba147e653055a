#!/usr/bin/env python3
"""Time `lorac check` and `lorac plan` on many images against sd-scripts' own scan and bucketing of the same folder.

  scan.py --sd-scripts CHECKOUT --python PYTHON [--images 100000] [--rounds 5] [--lorac .build/release/lorac]

CHECKOUT is a checkout of kohya-ss/sd-scripts and PYTHON one that can import it ($SD_SCRIPTS and $SD_SCRIPTS_PYTHON
otherwise). Its imports are not counted and it stays warm in one process; lorac is counted from process start to end,
every time anew. The programs take turns, so that other load meets all. The images are made once below $TMPDIR and
kept. Exit status 1 if lorac is less than 20 times faster or takes 300 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import make_images
from processes import Series, run, table, verdicts

HERE = Path(__file__).resolve().parent
REQUIRED_RATIO = 20
REQUIRED_BYTES = 300_000_000


class Kohya:
    """sd-scripts in a process of its own, imported and ready."""

    def __init__(self, python: str, checkout: Path, script: str, arguments: list[str]) -> None:
        self.process = subprocess.Popen(
            [python, str(HERE / "kohya_scan.py"), script],
            cwd=checkout,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        # The pipe of its progress bars must not fill up.
        self.log = tempfile.TemporaryFile("w+")
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=self.log)
        self.process.stdin.write(json.dumps(arguments) + "\n")

    def scan(self, series: Series) -> dict:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.drain.wait()
            self.log.seek(0)
            raise SystemExit("sd-scripts failed:\n" + self.log.read()[-2000:])
        result = json.loads(line)
        series.seconds.append(result["seconds"])
        series.processor_seconds.append(result["processor_seconds"])
        return result

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.drain.wait()


def dataset(count: int) -> Path:
    """The folder of the recipe and its images; made if it is not there."""
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / "lorac-bench" / f"scan-{count}-1"
    if not (folder / "complete").exists():
        print(f"making {count} images in {folder} …", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        make_images.make(folder / "1_moka", count, seed=1)
        (folder / "complete").touch()
    # The recipe lies beside the images' parent, which holds nothing that sd-scripts would take for more images.
    (folder / "recipe.yaml").write_text((HERE / "recipe.yaml").read_text())
    return folder


def kohya_arguments(lorac: str, folder: Path) -> tuple[str, list[str]]:
    """The script and its arguments as `lorac emit` gives them, so that both sides plan the same training."""
    side = folder / "kohya"
    command = [lorac, "emit", "recipe.yaml", "--format", "argv", "-o", str(side)]
    emitted = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if emitted.returncode != 0:
        raise SystemExit(emitted.stderr)
    words = json.loads(emitted.stdout)
    place = next(index for index, word in enumerate(words) if word.endswith("train_network.py"))
    # sd-scripts runs in its checkout, the paths of the recipe start from its own folder.
    paths = ("--train_data_dir", "--reg_data_dir", "--dataset_config")
    arguments = []
    for word in words[place + 1 :]:
        name, equals, value = word.partition("=")
        path_follows = bool(arguments) and arguments[-1] in paths
        if name in paths and equals:
            word = f"{name}={(folder / value).resolve()}"
        arguments.append(str((folder / word).resolve()) if path_follows else word)
    return Path(words[place]).name, arguments


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", default=os.environ.get("SD_SCRIPTS"), type=Path)
    parser.add_argument("--python", default=os.environ.get("SD_SCRIPTS_PYTHON", sys.executable))
    parser.add_argument("--images", default=100_000, type=int)
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--lorac", default=str(HERE.parent / ".build/release/lorac"))
    options = parser.parse_args()
    if options.sd_scripts is None:
        parser.error("--sd-scripts or $SD_SCRIPTS is needed")

    lorac = str(Path(options.lorac).resolve())
    folder = dataset(options.images)
    kohya = Kohya(options.python, options.sd_scripts, *kohya_arguments(lorac, folder))
    peer = Series("sd-scripts scan and bucketing")
    ours = {
        "lorac check": [lorac, "check", "recipe.yaml"],
        "lorac plan": [lorac, "plan", "recipe.yaml"],
        "lorac plan --format json": [lorac, "plan", "recipe.yaml", "--format", "json"],
    }
    series = {name: Series(name) for name in ours}
    kohya.scan(Series("first, not counted"))
    for _ in range(options.rounds):
        found = kohya.scan(peer)
        for name, command in ours.items():
            run(series[name], command, folder)
    kohya.close()

    print(f"{found['images']} images, {found['batches']} batches, {options.rounds} rounds\n")
    rows = [["", "median s", "least s", "processor s", "times faster", "peak MB"]]
    rows.append([peer.name, f"{peer.median:.2f}", f"{peer.minimum:.2f}", f"{peer.processor_median:.2f}", "", ""])
    for one in series.values():
        ratio = f"{peer.median / one.median:.0f}"
        rows.append(
            [one.name, f"{one.median:.2f}", f"{one.minimum:.2f}", f"{one.processor_median:.2f}", ratio,
             f"{one.peak_bytes / 1e6:.0f}"]  # fmt: skip
        )
    print(table(rows) + "\n")
    required = [series["lorac check"], series["lorac plan"]]
    return verdicts(
        [(f"{one.name} at least {REQUIRED_RATIO} times faster", peer.median >= REQUIRED_RATIO * one.median)
         for one in required]
        + [(f"{one.name} below 300 MB", one.peak_bytes < REQUIRED_BYTES) for one in required]
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
