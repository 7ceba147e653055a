#!/usr/bin/env python3
"""Time sd-scripts' own scan and bucketing of a dataset. Run by scan.py with sd-scripts' Python, in its checkout.

  kohya_scan.py SCRIPT     the first line of standard input: the arguments of train_network.py as a JSON list

For every line on standard input after the first, does once what train() does before it loads a model, and prints the
seconds as JSON. Imports, parsers and the first start are over by then and not counted.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time


def scan(trainer, config_util, arguments) -> dict:
    """The dataset part of NetworkTrainer.train(): folders, captions, sizes, buckets."""
    generator = config_util.BlueprintGenerator(config_util.ConfigSanitizer(True, True, arguments.masked_loss, True))
    start, processor_start = time.perf_counter(), time.process_time()
    if arguments.dataset_config is not None:
        config = config_util.load_user_config(arguments.dataset_config)
    else:
        subsets = config_util.generate_dreambooth_subsets_config_by_subdirs(
            arguments.train_data_dir, arguments.reg_data_dir
        )
        config = {"datasets": [{"subsets": subsets}]}
    blueprint = generator.generate(config, arguments)
    group, _ = config_util.generate_dataset_group_by_blueprint(blueprint.dataset_group)
    seconds = time.perf_counter() - start
    processor_seconds = time.process_time() - processor_start
    return {"seconds": seconds, "processor_seconds": processor_seconds, "images": group.num_train_images,
            "batches": len(group)}  # fmt: skip


def main() -> None:
    out = os.fdopen(os.dup(1), "w")
    sys.path.insert(0, os.getcwd())
    script = sys.argv[1]
    argv = json.loads(sys.stdin.readline())
    with contextlib.redirect_stdout(sys.stderr):
        module = importlib.import_module(script.removesuffix(".py"))
        from library import config_util, strategy_base, train_util
        from library.utils import setup_logging

        sys.argv = [script, *argv]
        parser = module.setup_parser()
        arguments = train_util.read_config_from_file(parser.parse_args(), parser)
        train_util.verify_training_args(arguments)
        train_util.prepare_dataset_args(arguments, True)
        setup_logging(arguments, reset=True)
        name = "SdxlNetworkTrainer" if script.startswith("sdxl") else "NetworkTrainer"
        trainer = getattr(module, name)()
        strategy_base.LatentsCachingStrategy.set_strategy(trainer.get_latents_caching_strategy(arguments))
        for _ in sys.stdin:
            print(json.dumps(scan(trainer, config_util, arguments)), file=out, flush=True)


if __name__ == "__main__":
    main()
