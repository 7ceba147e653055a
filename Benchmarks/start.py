#!/usr/bin/env python3
"""Time small commands, from process start to end, against `git status` of this repository.

  start.py [--runs 100] [--lorac .build/release/lorac]

The programs take turns, so that other load meets all. On a busy machine the least time and the processor time say
more than the median. Exit status 1 if planning the quickstart takes more than three times as long as `git status`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from processes import Series, run, table, verdicts

ROOT = Path(__file__).resolve().parent.parent
REQUIRED_RATIO = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", default=100, type=int)
    parser.add_argument("--lorac", default=str(ROOT / ".build/release/lorac"))
    options = parser.parse_args()
    commands = {
        "git status": ["git", "status"],
        "lorac --version": [options.lorac, "--version"],
        "lorac check, quickstart": [options.lorac, "check", "examples/quickstart/recipe.yaml"],
        "lorac plan, quickstart": [options.lorac, "plan", "examples/quickstart/recipe.yaml"],
    }
    series = {name: Series(name) for name in commands}
    for name, command in commands.items():
        run(Series("first, not counted"), command, str(ROOT))
    for _ in range(options.runs):
        for name, command in commands.items():
            run(series[name], command, str(ROOT))

    git = series["git status"]
    rows = [["", "least ms", "median ms", "processor ms", "of git's least", "of git's median"]]
    for one in series.values():
        values = (one.minimum, one.median, one.processor_median)
        ratios = (one.minimum / git.minimum, one.median / git.median)
        rows.append([one.name, *(f"{1000 * value:.1f}" for value in values), *(f"{ratio:.2f}" for ratio in ratios)])
    print(table(rows) + "\n")
    plan = series["lorac plan, quickstart"]
    holds = plan.median <= REQUIRED_RATIO * git.median
    return verdicts([(f"lorac plan takes at most {REQUIRED_RATIO} times as long as git status", holds)])


if __name__ == "__main__":
    sys.exit(main())
