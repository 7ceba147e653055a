#!/usr/bin/env python3
"""Event files through TensorBoard itself (pip install tensorboard; for `variants` also torch, accelerate, tensorboardX).

  tensorboard_reference.py make FOLDER   writes events.bin with TensorBoard's own classes: what LoracRunLog must write
                                         for the events in TensorBoardWriterTests.swift, byte for byte
  tensorboard_reference.py read FOLDER   prints the scalars that TensorBoard finds in FOLDER's event files, as JSON
  tensorboard_reference.py variants FOLDER   writes event files with each writer that trainers use, in each encoding,
                                         and variants.json: the scalars in them, parsed with TensorBoard's own classes
"""

import glob
import json
import os
import shutil
import struct
import sys
import tempfile

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


def torch_writer(folder):
    from torch.utils.tensorboard import SummaryWriter

    writer = SummaryWriter(folder)
    for step in (1, 2, 300):
        writer.add_scalar("lr/d*lr", 1e-6 * step, step, walltime=START + step)
        writer.add_scalar("lr/d*lr/unet", 2e-6 * step, step, new_style=True, walltime=START + step)
        writer.add_scalar("double", 0.1 * step, step, new_style=True, double_precision=True, walltime=START + step)
    writer.add_text("prompt", "a cat", 1, walltime=START)
    writer.close()


def torch_x_writer(folder):
    from tensorboardX import SummaryWriter

    writer = SummaryWriter(folder)
    for step in (1, 2):
        writer.add_scalar("lr/d*lr/textencoder", 0.5 / step, step, walltime=START + step)
    writer.close()


def accelerate_writer(folder):
    from accelerate.tracking import TensorBoardTracker

    tracker = TensorBoardTracker(run_name="network_train", logging_dir=folder)
    tracker.store_init_configuration({"learning_rate": 1.0, "optimizer": "DAdaptation"})
    for step in (1, 2, 3):
        tracker.log({"loss/current": 0.25 * step, "lr/unet": 1.0, "lr/d*lr/unet": 1e-6 * step, "note": "text"}, step=step)
    tracker.finish()


def tensorboard_writer(folder):
    from tensorboard.summary import Writer

    writer = Writer(folder)
    writer.add_scalar("a/b", 0.5, 3, wall_time=START)
    writer.close()


def tensor_writer(folder):
    """Tensors as TensorFlow stores them, in the types that numbers come in."""
    from tensorboard.compat.proto.tensor_pb2 import TensorProto

    def half(value):
        return struct.unpack("<H", struct.pack("<e", value))[0]

    tensors = {
        "content/float": TensorProto(dtype=1, tensor_content=struct.pack("<f", 0.75)),
        "content/double": TensorProto(dtype=2, tensor_content=struct.pack("<d", 1e-9)),
        "content/half": TensorProto(dtype=19, tensor_content=struct.pack("<e", -1.5)),
        "content/int32": TensorProto(dtype=3, tensor_content=struct.pack("<i", -7)),
        "content/int64": TensorProto(dtype=9, tensor_content=struct.pack("<q", 1 << 40)),
        "value/half": TensorProto(dtype=19, half_val=[half(6e-5)]),
        "value/int32": TensorProto(dtype=3, int_val=[-3]),
        "value/int64": TensorProto(dtype=9, int64_val=[-(1 << 35)]),
        "value/zero": TensorProto(dtype=1),
    }
    with open(os.path.join(folder, "events.out.tfevents.0"), "wb") as file:
        writer = RecordWriter(file)
        writer.write(Event(wall_time=START, file_version="brain.Event:2").SerializeToString())
        for tag, tensor in tensors.items():
            value = Summary.Value(tag=tag, tensor=tensor)
            value.metadata.plugin_data.plugin_name = "scalars"
            writer.write(Event(wall_time=START, step=1, summary=Summary(value=[value])).SerializeToString())


def scalars_in(path):
    from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
    from tensorboard.util.tensor_util import make_ndarray

    for record in RawEventFileLoader(path).Load():
        event = Event.FromString(record)
        for value in event.summary.value:
            if value.WhichOneof("value") == "simple_value":
                yield [value.tag, event.step, event.wall_time, value.simple_value]
            elif value.WhichOneof("value") == "tensor" and value.metadata.plugin_data.plugin_name == "scalars":
                # A tensor without numbers is a zero (tensorflow/core/framework/tensor.proto).
                found = make_ndarray(value.tensor) if value.tensor.ByteSize() > 2 else 0
                yield [value.tag, event.step, event.wall_time, float(found)]


def variants(folder):
    writers = [torch_writer, torch_x_writer, accelerate_writer, tensorboard_writer, tensor_writer]
    expected = {}
    for write in writers:
        with tempfile.TemporaryDirectory() as temporary:
            write(temporary)
            paths = glob.glob(os.path.join(temporary, "**", "*tfevents*"), recursive=True)
            for index, path in enumerate(sorted(paths)):
                name = f"{write.__name__}{index or ''}.bin"
                shutil.copy(path, os.path.join(folder, name))
                expected[name] = list(scalars_in(path))
                print(name, os.path.getsize(path), len(expected[name]))
    with open(os.path.join(folder, "variants.json"), "w") as file:
        json.dump(expected, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    {"make": make, "read": read, "variants": variants}[sys.argv[1]](sys.argv[2])
