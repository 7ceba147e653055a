#!/usr/bin/env python3
"""Event files through TensorBoard itself (pip install tensorboard).

  tensorboard_reference.py make FOLDER   writes events.bin with TensorBoard's own classes: what LoracRunLog must write
                                         for the events in TensorBoardWriterTests.swift, byte for byte
  tensorboard_reference.py read FOLDER   prints the scalars that TensorBoard finds in FOLDER's event files, as JSON
"""

import json
import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

START = 1_700_000_000.25


def summary(step, *values):
    items = [Summary.Value(tag=tag, simple_value=number) for tag, number in values]
    return dict(step=step, summary=Summary(value=items))


# What sd-scripts logs (train_network.py:62-128, 1518-1687): two micro-batches per step, one epoch of two steps,
# validation by steps and by epochs; then the run is resumed after step 2, and the loss breaks down.
EVENTS = [
    dict(file_version="brain.Event:2"),
    summary(0, ("loss/current", 0.5)),
    summary(
        1, ("loss/current", 0.25), ("loss/average", 0.375), ("max_norm/keys_scaled", 3.0), ("max_norm/max_key_norm", 0.9),
        ("lr/textencoder", 5e-05), ("lr/unet", 1e-04), ("lr/group1", 1e-04),
    ),
    summary(1, ("loss/current", 0.125)),
    summary(2, ("loss/current", 0.0625), ("loss/average", 0.234375), ("lr/textencoder", 0.0), ("lr/unet", 2e-04)),
    summary(2, ("loss/validation/step_average", 0.5), ("loss/validation/step_divergence", 0.265625)),
    summary(1, ("loss/validation/epoch_average", 0.25), ("loss/validation/epoch_divergence", 0.015625)),
    summary(1, ("loss/epoch_average", 0.234375)),
    dict(step=3, session_log=SessionLog(status=SessionLog.START)),
    summary(300, ("loss/current", float("nan")), ("loss/average", float("inf"))),
]  # fmt: skip


def make(folder):
    path = os.path.join(folder, "events.bin")
    with open(path, "wb") as file:
        writer = RecordWriter(file)
        for index, fields in enumerate(EVENTS):
            writer.write(Event(wall_time=START + index, **fields).SerializeToString(deterministic=True))
    print(f"{path}: {os.path.getsize(path)} bytes")


def read(folder):
    accumulator = EventAccumulator(folder, size_guidance={"scalars": 0})
    accumulator.Reload()
    found = {}
    for tag in sorted(accumulator.Tags()["scalars"]):
        found[tag] = [[event.step, float(f"{event.value:.7g}")] for event in accumulator.Scalars(tag)]
    print(json.dumps(found))


if __name__ == "__main__":
    {"make": make, "read": read}[sys.argv[1]](sys.argv[2])
