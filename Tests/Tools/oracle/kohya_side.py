"""What sd-scripts does with a list of arguments, by calling its own functions; one process for many cases."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import math
import os
import shutil
import sys


class Kohya:
    """sd-scripts, imported once."""

    def __init__(self, peers: str):
        sys.path.insert(0, peers)
        import kohya_buckets

        kohya_buckets.kohya_args.pc.use_sd_scripts()
        self.tool = kohya_buckets
        self.namespace = kohya_buckets.kohya_args.namespace
        logging.disable(logging.CRITICAL)

    def plan(self, script: str, arguments: list[str], processes: int) -> dict:
        """Everything that the arguments decide before a model is loaded."""
        from library import strategy_base, train_util

        strategy_base.LatentsCachingStrategy._strategy = None
        quiet = io.StringIO()
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            out = self.tool.plan(script, list(arguments), True, False, 0)
            args, _ = self.namespace(script, list(arguments))
            self.lengthen(args, out, processes)
            out["files"] = self.files(args, train_util, out)
            out["samples"] = self.samples(args, train_util, out)
            out["rates"] = self.rates(args, train_util, processes)
        out["args"] = args
        return out

    @staticmethod
    def lengthen(args: argparse.Namespace, out: dict, processes: int):
        """train_network.py:799-802 and 978-981 for several processes; accelerate shares the batches out."""
        batches = out["batches_per_epoch"]
        if args.max_train_epochs is not None:
            args.max_train_steps = args.max_train_epochs * math.ceil(batches / processes / args.gradient_accumulation_steps)
        loader = math.ceil(batches / processes)
        out["per_epoch"] = math.ceil(loader / args.gradient_accumulation_steps)
        out["epochs"] = math.ceil(args.max_train_steps / out["per_epoch"])
        out["steps"] = args.max_train_steps
        if args.save_n_epoch_ratio is not None and args.save_n_epoch_ratio > 0:
            args.save_every_n_epochs = math.floor(out["epochs"] / args.save_n_epoch_ratio) or 1

    @staticmethod
    def files(args, train_util, out: dict) -> list[dict]:
        """Runs the loop of train_network.py:1401-1729 with empty files; states by sd-scripts' own functions."""
        folder, ext, step, result = args.output_dir, "." + args.save_model_as, 0, []
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)

        class Accelerator:
            save_state = staticmethod(os.makedirs)

        def save(kind, name, epoch, old, state):
            before = set(os.listdir(folder))
            open(os.path.join(folder, name), "w").close()
            record = {"kind": kind, "file": name, "step": step, "epoch": epoch}
            if old and os.path.exists(os.path.join(folder, old)):
                os.remove(os.path.join(folder, old))
                record["removes"] = old
            if state:
                state()
                after = set(os.listdir(folder))
                record["state"] = next(n for n in after - before if n.endswith("-state"))
                gone = [n for n in before - after if n.endswith("-state")]
                if gone:
                    record["removes_state"] = gone[0]
            result.append(record)

        for epoch in range(out["epochs"]):
            for _ in range(out["per_epoch"]):
                step += 1
                if args.save_every_n_steps is not None and step % args.save_every_n_steps == 0:
                    old = train_util.get_remove_step_no(args, step)
                    save("step", train_util.get_step_ckpt_name(args, ext, step), epoch + 1,
                         train_util.get_step_ckpt_name(args, ext, old) if old is not None else None,
                         (lambda: train_util.save_and_remove_state_stepwise(args, Accelerator, step)) if args.save_state else None)  # fmt: skip
                if step >= args.max_train_steps:
                    break
            number = epoch + 1
            if args.save_every_n_epochs is not None and number % args.save_every_n_epochs == 0 and number < out["epochs"]:
                old = train_util.get_remove_epoch_no(args, number)
                save("epoch", train_util.get_epoch_ckpt_name(args, ext, number), number,
                     train_util.get_epoch_ckpt_name(args, ext, old) if old is not None else None,
                     (lambda: train_util.save_and_remove_state_on_epoch_end(args, Accelerator, number)) if args.save_state else None)  # fmt: skip
        last = args.save_state or args.save_state_on_train_end
        save("last", train_util.get_last_ckpt_name(args, ext), out["epochs"], None,
             (lambda: train_util.save_state_on_train_end(args, Accelerator)) if last else None)  # fmt: skip
        shutil.rmtree(folder)
        return result

    @staticmethod
    def samples(args, train_util, out: dict) -> list[tuple]:
        """The moments at which sample_images_common gets as far as its prompts."""
        moments = []

        class Reached(Exception):
            pass

        class Prompts:
            def __fspath__(self):
                raise Reached

        args.sample_prompts = Prompts()

        def look(epoch, step):
            try:
                train_util.sample_images_common(None, None, args, epoch, step, None, None, None, None, None)
            except Reached:
                moments.append((step, epoch or None))

        look(0, 0)
        step = 0
        for epoch in range(out["epochs"]):
            for _ in range(out["per_epoch"]):
                step += 1
                look(None, step)
                if step >= args.max_train_steps:
                    break
            look(epoch + 1, step)
        return moments

    @staticmethod
    def rates(args, train_util, processes: int) -> dict:
        """The rate that each optimizer step uses, from sd-scripts' scheduler, stepped as accelerate does."""
        import torch

        text = args.text_encoder_lr
        text = text[0] if isinstance(text, list) and text else text
        names, groups = [], []
        for name, rate, left_out in (
            ("text_encoder", text, args.network_train_unet_only),
            ("unet", args.unet_lr, args.network_train_text_encoder_only),
        ):
            if not left_out:
                names.append(name)
                groups.append({"params": [torch.nn.Parameter(torch.zeros(1))], "lr": args.learning_rate if rate is None else rate})
        # The scheduler sees only the groups' rates and the default one, whatever the optimizer.
        optimizer = torch.optim.AdamW(groups, lr=args.learning_rate)
        scheduler = train_util.get_scheduler_fix(args, optimizer, processes)
        rows = []
        for _ in range(args.max_train_steps):
            rows.append([float(g["lr"]) for g in optimizer.param_groups])
            for _ in range(processes):
                scheduler.step()
        warmup = args.lr_warmup_steps
        if isinstance(warmup, float):
            warmup = int(warmup * args.max_train_steps * processes)
        return {"names": names, "rows": rows, "warmup": math.ceil(warmup / processes)}
