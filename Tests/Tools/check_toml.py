#!/usr/bin/env python3
"""Check that TOML written by lorac reads the same with `toml` 0.10.2 and with tomllib, and gives what was meant.

  check_toml.py CASES.json     [{"toml": "...", "value": {...}}, ...], as LoracKohyaTests writes it to $LORAC_TOML_CASES
"""

import json
import sys
import tomllib

import toml

cases = json.load(open(sys.argv[1], encoding="utf-8"))
wrong = 0
for case in cases:
    for reader in (tomllib, toml):
        try:
            value = reader.loads(case["toml"])
        except Exception as error:  # whatever the reader raises is a difference
            value = repr(error)
        if value != case["value"]:
            wrong += 1
            print(reader.__name__, json.dumps(case), value)
print(len(cases), "cases,", wrong, "wrong")
sys.exit(wrong > 0)
