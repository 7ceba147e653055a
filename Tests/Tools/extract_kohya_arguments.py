#!/usr/bin/env python3
"""Write the argument tables that lorac checks `kohya:` settings and emitted commands against.

  extract_kohya_arguments.py CHECKOUT [--old REVISION] [--out DIR]

CHECKOUT is a git clone of kohya-ss/sd-scripts with its Python environment active (this script imports
train_network.py, sdxl_train_network.py and accelerate's launch parser and reads the argparse objects).
Three files are written: kohya-arguments.json (the checked-out commit), kohya-arguments-2023.json (REVISION, by
default v0.6.3; read through git and executed function by function, so that nothing of 2023 must be installed) and
accelerate-arguments.json. Only facts are written: names, flags, kinds, types, choices, defaults; no help texts.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import pathlib
import subprocess
import sys
import types

HERE = pathlib.Path(__file__).resolve().parent
DEFAULT_OUT = HERE.parent.parent / "Sources" / "LoracKohyaArguments" / "Data"
KINDS = {
    "_StoreAction": "store",
    "_StoreTrueAction": "store_true",
    "_StoreFalseAction": "store_false",
    "_AppendAction": "append",
}
# The functions that build the parser, by the module that defines them.
MODULES = ("train_network", "library.train_util", "library.config_util", "library.custom_train_functions",
           "library.deepspeed_utils", "library.sai_model_spec", "library.utils")  # fmt: skip


def kind_of(action: argparse.Action) -> str:
    if type(action).__name__ == "_StoreConstAction" and isinstance(action.const, bool):
        return "store_true" if action.const else "store_false"
    return KINDS[type(action).__name__]


def describe(action: argparse.Action) -> dict | None:
    """The facts of one argparse action; None for --help and positional arguments."""
    if type(action).__name__ == "_HelpAction" or not action.option_strings:
        return None
    default = action.default
    if isinstance(default, pathlib.Path):
        default = str(default)
    facts = {"name": action.dest, "flags": list(action.option_strings), "kind": kind_of(action)}
    if action.nargs != 0:
        # accelerate converts one text with a lambda: any text is taken.
        named = action.type is not None and action.type.__name__ != "<lambda>"
        facts["type"] = action.type.__name__ if named else "str"
    if action.nargs not in (0, None):
        facts["nargs"] = str(action.nargs)
    if action.choices is not None:
        facts["choices"] = list(action.choices)
    if default is not None and default != argparse.SUPPRESS:
        facts["default"] = default
    return facts


def table(parser: argparse.ArgumentParser) -> dict[str, dict]:
    rows = (describe(a) for a in parser._actions)
    # Two actions may share one name (accelerate's --tpu_cluster and --no_tpu_cluster): key by the first flag.
    return {row["flags"][0]: row for row in rows if row}


def imported(checkout: str, script: str) -> dict[str, dict]:
    """The parser of a script of the checkout, by importing it."""
    return table(__import__(script).setup_parser())


def show(checkout: str, revision: str, path: str) -> str | None:
    result = subprocess.run(["git", "-C", checkout, "show", f"{revision}:{path}"], capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else None


def isolated(checkout: str, revision: str, script: str) -> dict[str, dict]:
    """The parser of a script at a revision: only the functions that add arguments are compiled and run."""
    modules = {}
    for name in (script, *MODULES[1:]):
        text = show(checkout, revision, name.replace(".", "/") + ".py")
        if text is None:
            continue
        module = types.ModuleType(name)
        module.__dict__.update(argparse=argparse, pathlib=pathlib, os=os, Path=pathlib.Path)
        body = ast.parse(text).body
        wanted = [n for n in body if isinstance(n, ast.FunctionDef) and ("argument" in n.name or n.name == "setup_parser")]
        for function in wanted:
            function.returns = None
            for argument in function.args.args:
                argument.annotation = None
        constants = [n for n in body if isinstance(n, ast.Assign) and is_literal(n.value)]
        exec(compile(ast.Module(body=[*constants, *wanted], type_ignores=[]), name, "exec"), module.__dict__)
        modules[name.rpartition(".")[2]] = module
    for module in modules.values():
        module.__dict__.update(modules)  # train_util.add_…(parser) in another module finds its target
        for other in modules.values():
            for key, value in list(vars(other).items()):
                if callable(value) and "argument" in key:
                    module.__dict__.setdefault(key, value)
    return table(modules[script].setup_parser())


def is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def write(path: pathlib.Path, source: dict, rows: list[dict]) -> None:
    """One argument a line, so that a change of one argument is a change of one line."""
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text('{"source": %s,\n"arguments": [\n%s\n]}\n' % (json.dumps(source), lines), encoding="utf-8")
    print(f"{path.name}: {len(rows)} arguments")


def merged(sd: dict[str, dict], sdxl: dict[str, dict]) -> list[dict]:
    """Arguments of both scripts in the order of the SD script's parser; those of one script only say which."""
    rows = []
    for flag in [*sd, *(f for f in sdxl if f not in sd)]:
        row = sd.get(flag) or sdxl[flag]
        if flag in sd and flag in sdxl and sd[flag] != sdxl[flag]:
            sys.exit(f"{flag} differs between the two scripts: {sd[flag]} {sdxl[flag]}")
        scripts = [name for name, args in (("sd", sd), ("sdxl", sdxl)) if flag in args]
        rows.append(row if len(scripts) == 2 else {**row, "scripts": scripts})
    return rows


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkout")
    ap.add_argument("--old", default="v0.6.3")
    ap.add_argument("--out", type=pathlib.Path, default=DEFAULT_OUT)
    a = ap.parse_args()
    sys.argv = sys.argv[:1]
    checkout = os.path.abspath(a.checkout)
    os.chdir(checkout)
    sys.path.insert(0, checkout)
    commit = {r: subprocess.check_output(["git", "rev-parse", r + "^{commit}"], text=True).strip() for r in ("HEAD", a.old)}
    sd, sdxl = imported(checkout, "train_network"), imported(checkout, "sdxl_train_network")
    # The way without import must give what the import gives, or the old table cannot be trusted.
    if isolated(checkout, "HEAD", "train_network") != sd:
        sys.exit("reading the parser without importing it gives another table")
    old = isolated(checkout, a.old, "train_network")
    import accelerate
    from accelerate.commands.launch import launch_command_parser

    a.out.mkdir(parents=True, exist_ok=True)
    name = "kohya-ss/sd-scripts"
    write(a.out / "kohya-arguments.json", {"project": name, "commit": commit["HEAD"]}, merged(sd, sdxl))
    write(a.out / "kohya-arguments-2023.json", {"project": name, "revision": a.old, "commit": commit[a.old]}, merged(old, {}))
    rows = list(table(launch_command_parser()).values())
    write(a.out / "accelerate-arguments.json", {"project": "huggingface/accelerate", "version": accelerate.__version__}, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
