#!/usr/bin/env python3
"""Ask sd-scripts' own parser which texts it takes, and Python how it writes numbers; the answers are test references.

  make_argument_cases.py CHECKOUT [OUT.json]     run with sd-scripts' Python environment
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pathlib
import random
import struct
import sys

DEFAULT = pathlib.Path(__file__).resolve().parent.parent / "LoracKohyaArgumentsTests" / "Fixtures" / "argument-cases.json"
TEXTS = ["", " ", "0", "1", "-1", "+5", "007", " 8 ", "8.0", "8.5", "1_000", "1__0", "_1", "1_", "0x10", "1e3", "1e-4", "1E+2",
         "1.", ".5", ".", "e5", "1e", "1e+", "-.5", "--5", "inf", "-Infinity", "nan", "infinit", "5%", "5.5%", "%", "x%", "100%",
         "1.0", "100.0", "0.999", "-3", "None", "no", "fp16", "FP16", "bf16", "75", "150", "225", "true", "True", "1 2", "1,5",
         "weight_decay=0.1", "a=b=c", "-x", "-1e-5", "-0.5", "-5", "--", "-", "-a b", "\t12\n", "\u00a08", "12345678901", "ddim"]  # fmt: skip
NAMES = ["network_dim", "learning_rate", "lr_warmup_steps", "mixed_precision", "max_token_length", "output_name",
         "sample_sampler", "dataset_config"]  # fmt: skip
LISTS = ["optimizer_args", "text_encoder_lr"]


def main() -> int:
    checkout = os.path.abspath(sys.argv[1])
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT
    out = out.resolve()
    sys.argv = sys.argv[:1]
    os.chdir(checkout)
    sys.path.insert(0, checkout)
    import train_network

    parser = train_network.setup_parser()

    def ask(arguments: list[str], name: str):
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                return {"value": repr(getattr(parser.parse_args(arguments), name))}
        except SystemExit:
            return {"value": None}

    cases = [{"name": n, "text": t, **ask([f"--{n}={t}"], n)} for n in NAMES for t in TEXTS]
    # The value stands second, where argparse must tell it from an option.
    first = {"optimizer_args": "a=1", "text_encoder_lr": "1"}
    cases += [{"name": n, "text": t, "list": True, **ask([f"--{n}", first[n], t], n)} for n in LISTS for t in TEXTS]
    draw = random.Random(1)
    doubles = [0.0, -0.0, 1.0, 1e-5, 1e-4, 0.0001234, 9.999e-5, 3.64e-05, 1e15, 1e16, 123456789012345680.0, 1.5e15, 9007199254740993.0,
               9.5e15, 1.25e16, -2e16, 1e21, 1e22, 5e-324, 1.7976931348623157e308, 0.1, 2 / 3, 1e100, 12300000000000000.0]  # fmt: skip
    doubles += [struct.unpack("<d", struct.pack("<Q", draw.getrandbits(62)))[0] for _ in range(60)]
    doubles += [draw.choice([1, -1]) * draw.random() * 10 ** draw.randint(-8, 20) for _ in range(200)]
    numbers = [["%016x" % struct.unpack("<Q", struct.pack("<d", d))[0], repr(d)] for d in doubles]
    lines = ",\n".join(json.dumps(c) for c in cases)
    out.write_text('{"cases": [\n%s\n],\n"numbers": %s}\n' % (lines, json.dumps(numbers)))
    print(len(cases), "cases,", len(numbers), "numbers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
