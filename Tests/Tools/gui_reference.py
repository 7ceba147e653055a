#!/usr/bin/env python3
"""Writes what kohya_ss's step formula gives in Python: [entries, batch, accumulation, epochs, regularization, steps].

  gui_reference.py > Tests/LoracLoweringTests/Fixtures/gui-steps.json

Only cases whose floating-point result differs from the exact one, and every 400th other."""

import json
import math
from fractions import Fraction

rows = []
count = 0
for entries in (7, 11, 13, 35, 63, 100, 105, 350, 1050, 2750):
    for batch in range(1, 13):
        for accumulation in (1, 2, 3, 4, 6, 7):
            for epochs in (1, 3, 7, 10, 20, 27, 49):
                for factor in (1, 2):
                    steps = int(math.ceil(float(entries) / batch / accumulation * epochs * factor))
                    exact = math.ceil(Fraction(entries * epochs * factor, batch * accumulation))
                    count += 1
                    if steps != exact or count % 400 == 0:
                        rows.append([entries, batch, accumulation, epochs, factor - 1, steps])
print("[" + ",\n".join(json.dumps(r) for r in rows) + "]")
