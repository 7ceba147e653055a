"""Runs and times whole processes, and prints tables."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field


@dataclass
class Series:
    """The runs of one program."""

    name: str
    seconds: list[float] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)
    peak_bytes: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def processor_median(self) -> float:
        return statistics.median(self.processor_seconds)

    @property
    def minimum(self) -> float:
        return min(self.seconds)


def run(series: Series, command: list[str], folder: str | None = None) -> None:
    """Run COMMAND from process start to end, output thrown away, and add its time and memory to SERIES."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit status {process.returncode} of {' '.join(command)}")
    series.seconds.append(seconds)
    series.processor_seconds.append(usage.ru_utime + usage.ru_stime)
    series.peak_bytes = max(series.peak_bytes, usage.ru_maxrss * 1024)


def table(rows: list[list[str]]) -> str:
    """Rows as columns, the first row the heads, all but the first column flush right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def verdicts(checks: list[tuple[str, bool]]) -> int:
    """Print what is required and whether it holds; the exit status."""
    for text, holds in checks:
        print(("ok      " if holds else "MISSED  ") + text)
    return 0 if all(holds for _, holds in checks) else 1
