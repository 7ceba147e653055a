#!/usr/bin/env python3
"""Reference data for LoracDatasetTests, computed by sd-scripts itself.

  dataset_reference.py --sd-scripts CHECKOUT [--out DIR] [--scale N] [--seed S] [--part NAME ...]

Needs sd-scripts' own Python environment. Writes resolutions.json, selections.json, balances.json, names.json,
folders.json, datasets.json and caches.json; --scale multiplies the number of random cases. The tests read the committed
files (scale 1, seed 1) and those of $LORAC_DATASET_REFERENCE, if set.
"""

import argparse
import json
import logging
import math
import os
import random
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path


def png(width, height, note=b""):
    """A file whose header says a size; nothing here decodes it."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(note)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def rules(rng):
    """Bucket settings, most of them sensible."""
    step = rng.choice([64, 64, 64, 64, 32, 32, 8, 16, 128, 1, 100])
    width = rng.choice([512, 512, 768, 1024, 640, rng.randint(64, 2048)])
    height = rng.choice([width, width, 512, 768, rng.randint(64, 2048)])
    low = rng.choice([256, 256, 128, 64, 512, rng.randint(1, 600)])
    high = rng.choice([1024, 1024, 2048, 1536, 768, rng.randint(256, 3000)])
    return width, height, low, high, step, rng.random() < 0.5


def manager(tu, width, height, low, high, step, no_upscale):
    """A BucketManager as DreamBoothDataset and make_buckets set it up."""
    low, high = tu.BaseDataset.adjust_min_max_bucket_reso_by_steps(None, (width, height), low, high, step)
    m = tu.BucketManager(no_upscale, (width, height), low, high, step)
    if not no_upscale:
        m.make_buckets()
    return m


def resolutions(tu, rng, scale):
    cases = [(512, 512, 256, 1024, 64, False), (1024, 1024, 256, 2048, 64, False), (768, 768, 256, 1024, 64, False),
             (512, 768, 256, 1024, 64, False), (1024, 1024, 512, 2048, 32, False), (64, 64, 64, 64, 64, False),
             (640, 448, 300, 1000, 64, False), (100, 100, 0, 1024, 64, False), (48, 48, 32, 1024, 64, False),
             (512, 512, 513, 1024, 64, False), (512, 2048, 256, 1024, 64, False), (512, 512, 600, 1024, 64, True)]  # fmt: skip
    cases += [rules(rng)[:5] + (False,) for _ in range(60 * scale)]
    out = []
    for case in cases:
        try:
            m = manager(tu, *case)
            out.append({"rules": case[:5], "buckets": [list(r) for r in m.predefined_resos]})
        except (AssertionError, ZeroDivisionError) as e:
            out.append({"rules": case[:5], "error": type(e).__name__})
    return out


def image_size(rng, m):
    kind = rng.random()
    if kind < 0.1 and m.max_reso:
        steps = m.reso_steps
        return rng.randint(1, 30) * steps, rng.randint(1, 30) * steps
    if kind < 0.2:
        return rng.choice([(1920, 1080), (600, 800), (300, 300), (512, 765), (63, 500), (1, 1), (6000, 20), (20, 6000),
                           (512, 512), (1000, 1500), (4000, 3000), (640, 384)])  # fmt: skip
    if kind < 0.4:
        return rng.randint(1, 400), rng.randint(1, 400)
    return int(math.exp(rng.uniform(4, 9))), int(math.exp(rng.uniform(4, 9)))


def selections(tu, rng, scale):
    out = []
    while len(out) < 16 * scale:
        case = rules(rng)
        try:
            m = manager(tu, *case)
        except (AssertionError, ZeroDivisionError):
            continue
        out.append({"rules": case[:5], "upscale": not case[5], **select(m, [image_size(rng, m) for _ in range(80)])})
    for width, height in ((512, 512), (512, 768)):  # without enable_bucket
        m = tu.BucketManager(False, (width, height), None, None, None)
        m.set_predefined_resos([(width, height)])
        sizes = [(rng.randint(1, 3000), rng.randint(1, 3000)) for _ in range(40)]
        out.append({"fixed": [width, height], **select(m, sizes)})
    return out


def select(m, sizes):
    images, errors = [], []
    for w, h in sizes:
        try:
            bucket, resized, error = m.select_bucket(w, h)
            images.append([w, h, *map(int, bucket), *map(int, resized)])
            errors.append(float(error))
        except ZeroDivisionError:
            images.append([w, h])
            errors.append(None)
    return {"images": images, "errors": errors}


def balances(tu, rng, scale):
    """The balance as the loop of DreamBoothDataset leaves it, through datasets() below for the real class."""
    cases = [(100, [1] * 30), (100, [1] * 200), (100, [30] * 4), (1050, [30] * 35), (0, [1, 2]), (5, []), (1, [7])]
    for _ in range(40 * scale):
        cases.append((rng.randint(0, 200), [rng.choice([1, 1, 2, 5, 30]) for _ in range(rng.randint(0, 20))]))
    return [{"train": n, "repeats": reg, "result": balance(tu, n, reg)} for n, reg in cases]


def balance(tu, n, reg):
    """Runs the real constructor over folders whose images are only names."""
    real = tu.glob_images
    names = {"train": [f"train/{i}.png" for i in range(n)]}
    subsets = [tu.DreamBoothSubset("train", False, "", ".txt", False, None, 1, *subset_rest())] if n else []
    for i, r in enumerate(reg):
        names[f"reg{i}"] = [f"reg{i}/a.png"]
        subsets.append(tu.DreamBoothSubset(f"reg{i}", True, "", ".txt", False, None, r, *subset_rest()))
    logging.disable(logging.CRITICAL)
    tu.glob_images = lambda d, base="*": names[d]
    real_isdir, os.path.isdir = os.path.isdir, lambda p: True
    try:
        d = tu.DreamBoothDataset(subsets, True, 1, (512, 512), *dataset_rest())
    finally:
        tu.glob_images, os.path.isdir = real, real_isdir
        logging.disable(logging.NOTSET)
    return [i.num_repeats for i in d.image_data.values() if i.is_reg]


def dataset_rest():
    """network_multiplier ... resize_interpolation of DreamBoothDataset, plain."""
    return (1.0, True, 256, 1024, 64, False, 1.0, False, 0.0, None, None)


def subset_rest():
    """shuffle_caption ... token_warmup_step of DreamBoothSubset, all off."""
    return (False, ",", 0, None, None, False, False, False, None, False, 0.0, 0, 0.0, None, None, 1, 0)


def names(cu):
    texts = ["30_ZhangNaYing", "30", "30_", "_30", "1_a_b_c", " 5 _x", "+5_x", "-5_x", "0_x", "007_x", "5.0_x", "x_5", "",
             "５_全角", "٣_x", "1０_x", "²_x", "½_x", "+ 5_x", "++5_x", "1e3_x", "0x10_x", "\u3000" + "7\u00a0_x",
             "99999999999999999999_x", "-99999999999999999999_x", "9223372036854775807_x", "9223372036854775808_x",
             "1 0_x", "10__x", "10_ x ", "\u200b5_x", "5\u0301_x", "10_e\u0301", "\x1c5\x1f_x", "\x855_x", "\ufeff5_x",
             "𝟝_x", "一_x", "1,000_x", "+_x", "12-x_y", "8_😀", "1" * 200]  # fmt: skip
    out = []
    for text in texts:
        with tempfile.TemporaryDirectory() as d:
            parent = Path(d) / "p"
            parent.mkdir()
            if text:
                (parent / text).mkdir()
            logging.disable(logging.CRITICAL)
            found = cu.generate_dreambooth_subsets_config_by_subdirs(str(parent), None)
            logging.disable(logging.NOTSET)
            got = {"name": text}
            if found:
                got["repeats"] = str(found[0]["num_repeats"])
                got["classTokens"] = found[0]["class_tokens"]
        out.append(got)
    ints = ["1_0", "1__0", "_1", "1_", " 12 ", "+1_2", "-0", "--1", "", " ", "+", "1 2", "\u0661\u0662", "1\u00a0", "a", "1" * 30]
    numbers = []
    for text in ints:
        try:
            numbers.append({"text": text, "value": str(int(text))})
        except ValueError:
            numbers.append({"text": text})
    return [{"folders": out, "integers": numbers}]


FOLDERS = [
    # (path below the test's folder, caption extension, wildcard, files as name -> text or bytes)
    ("plain", ".txt", False, {"b.png": None, "a.PNG": None, "a.txt": "1girl, solo\n", "b.txt": "  two  \r\nsecond\n", "c.Png": None,
                              "d.gif": None, ".hidden.png": None, ".png": None, "e.jpeg": None, "e.txt": "\n\nx"}),
    ("order", ".txt", False, {n: None for n in ["z.png", "Z.png", "é.png", "e\u0301.png", "ﬀ.png", "😀.png", "\uffee.png", "10.png",
                                                "9.png", "a b.png", "a.b.png", "a-b.png", "a_b.png", "[x].png", "\ue000.png"]}),
    ("raw", ".txt", False, {b"\xff.png": None, b"\xc3\xa9.png": None, b"\xef\xbf\xbd.png": None, b"\xf0\x9f\x98\x80.png": None,
                            b"\xed\xa0\x80.png": None, b"\xff.txt": "raw"}),
    ("dotless", "caption", False, {"a.png": None, "a.caption": "cap", "b.png": None, "bcaption": "no"}),
    ("ext", "", False, {"a.png": None, "a.txt": "x", "b.png": None, "b": "named"}),
    ("face", ".txt", False, {"x_1_2_3_4.png": None, "x.txt": "face", "y_1_2_3.png": None, "y.txt": "no", "z_1_2_3_4.png": None,
                             "z_1_2_3_4.txt": "own", "z.txt": "other", "_1_2_3_4.png": None, ".txt": "dot", "a_b_1_2_3_4.png": None,
                             "a_b.txt": "two parts"}),
    ("10_a_b_c/d_e", ".txt", False, {"f.png": None, "g_h.png": None, "i_j_k_l_m.png": None, "i.txt": "in folder"}),
    ("wild", ".txt", True, {"a.png": None, "a.txt": "one\n\n  two \r\nthree\rfour\n", "b.png": None, "b.txt": " \n \n", "c.png": None,
                            "c.txt": "x\u2028y\x0cz\x85\n"}),
    ("space", ".txt", False, {"a.png": None, "a.txt": "\u3000全角\u00a0\n", "b.png": None, "b.txt": "\ufeffbom, tag", "c.png": None,
                              "c.txt": "   ", "d.png": None, "d.txt": "a\x0bb\x1c\n", "e.png": None, "e.txt": "\rsecond", "f.png": None,
                              "f.txt": "x" * 9000, "g.png": None, "g.txt": "\u00e9" * 4096, "h.png": None, "h.txt": "\x00a\x00"}),
    ("empty_caption", ".txt", False, {"a.png": None, "a.txt": ""}),
    ("latin", ".txt", False, {"a.png": None, "a.txt": b"caf\xe9, tag"}),
    ("late", ".txt", False, {"a.png": None, "a.txt": b"fine\nabc\xf0\x9f\x98"}),
    ("overlong", ".txt", False, {"a.png": None, "a.txt": b"12345678\xc0\xaf"}),
    ("surrogate", ".txt", False, {"a.png": None, "a.txt": b"1\xed\xa0\x80"}),
    ("captiondir", ".txt", False, {"a.png": None, "a.txt": "/dir", "b.png": None, "b.txt": "fine"}),
    ("glob[1]*", ".txt", False, {"a.png": None, "a.txt": "escaped"}),
]  # fmt: skip


def folders(tu):
    out = []
    for path, extension, wildcard, files in FOLDERS:
        with tempfile.TemporaryDirectory() as temporary:
            # An underscore above the test's own folders would take part in the search for captions.
            root = os.path.join(os.path.dirname(temporary), "reference")
            shutil.rmtree(root, ignore_errors=True)
            folder = os.path.join(root, path)
            os.makedirs(folder)
            # What the cut within folder names finds (train_util.py:1948-1952).
            Path(root, "10_a.txt").write_text("above")
            Path(root, "10_a_b.txt").write_text("above two")
            listed = []
            for name, content in files.items():
                raw = os.fsencode(name)
                target = os.path.join(os.fsencode(folder), raw)
                if content == "/dir":
                    os.mkdir(target)
                else:
                    data = png(64, 64, raw) if content is None else content if isinstance(content, bytes) else content.encode()
                    Path(os.fsdecode(target)).write_bytes(data)
                listed.append({"name": raw.hex(), "content": "dir" if content == "/dir" else None if content is None else data.hex()})
            case = {"path": path, "extension": extension, "wildcard": wildcard, "files": listed}
            logging.disable(logging.CRITICAL)
            try:
                subset = tu.DreamBoothSubset(folder, False, None, extension, False, None, 1, *subset_rest()[:5], wildcard, *subset_rest()[6:])
                d = tu.DreamBoothDataset([subset], True, 1, (512, 512), *dataset_rest())
                case["images"] = [[os.fsencode(os.path.basename(k)).hex(), i.caption] for k, i in d.image_data.items()]
            except (AssertionError, UnicodeDecodeError) as e:
                case["error"] = type(e).__name__
                if isinstance(e, UnicodeDecodeError):
                    case["offset"] = first_invalid(next(c for n, c in files.items() if n.endswith(".txt")))
            logging.disable(logging.NOTSET)
            shutil.rmtree(root)
        out.append(case)
    return out


def first_invalid(data):
    """The offset within the whole file; the exception above counts from the last piece read."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as e:
        return e.start


def datasets(tu, cu, rng, scale):
    """Whole dataset groups, by sd-scripts' own configuration and bucketing over files with random sizes."""
    import argparse as ap

    out = []
    while len(out) < 24 * scale:
        with tempfile.TemporaryDirectory() as root:
            config, given = {"datasets": []}, []
            folder_sizes = {}
            for d in range(rng.choice([1, 1, 2, 3])):
                width, height, low, high, step, no_upscale = rules(rng)
                dataset = {"resolution": [width, height], "batch_size": rng.choice([1, 2, 3, 4, 7]), "enable_bucket": rng.random() < 0.8,
                           "min_bucket_reso": low, "max_bucket_reso": high, "bucket_reso_steps": step, "bucket_no_upscale": no_upscale,
                           "validation_split": rng.choice([0.0, 0.0, 0.2, 0.5, 0.33, 1.0]), "subsets": []}  # fmt: skip
                if dataset["validation_split"] and rng.random() < 0.5:
                    dataset["validation_seed"] = rng.choice([0, 1, 42, 2**40 + 5, -3])
                for s in range(rng.randint(1, 4)):
                    name = rng.choice([f"d{d}s{s}", f"d{d}s{max(0, s - 1)}"])
                    path = os.path.join(root, name)
                    if name not in folder_sizes:
                        os.makedirs(path)
                        sizes = [(rng.randint(40, 2500), rng.randint(40, 2500)) for _ in range(rng.choice([0, 1, 3, 8, 20]))]
                        if dataset["validation_split"] and not sizes:
                            sizes = [(500, 600)]
                        folder_sizes[name] = sizes
                        for i, (w, h) in enumerate(sizes):
                            Path(path, f"{i:03}.png").write_bytes(png(w, h))
                    dataset["subsets"].append({"image_dir": path + rng.choice(["", "", "/"]), "num_repeats": rng.choice([1, 1, 2, 5, 30, 0]),
                                               "is_reg": rng.random() < 0.3, "class_tokens": "x"})  # fmt: skip
                config["datasets"].append(dataset)
            seed = rng.randint(0, 2**32)
            random.seed(seed)
            logging.disable(logging.CRITICAL)
            try:
                namespace = ap.Namespace(**{k: None for k in ("debug_dataset", "max_token_length", "prior_loss_weight")})
                blueprint = cu.BlueprintGenerator(cu.ConfigSanitizer(True, True, False, True)).generate(config, namespace)
                group, validation = cu.generate_dataset_group_by_blueprint(blueprint.dataset_group)
            except (AssertionError, ZeroDivisionError, ValueError):
                continue
            finally:
                logging.disable(logging.NOTSET)
            case = {"seed": seed, "batches": sum(len(d) for d in group.datasets)}
            case["training"] = [describe(d, root) for d in group.datasets]
            case["validation"] = [describe(d, root) for d in (validation.datasets if validation is not None else [])]
            case["definitions"] = [definition(d, root, folder_sizes) for d in config["datasets"]]
            out.append(case)
    return out


def caches(tu, rng, scale):
    """Sizes that sd-scripts takes from the names of cached latents, over names that begin each other."""
    from library import strategy_base, strategy_sd

    out = []
    while len(out) < 60 * scale:
        is_sd = rng.random() < 0.5
        strategy = strategy_sd.SdSdxlLatentsCachingStrategy(is_sd, False, 1, False)
        stems = {"".join(rng.choice("ab1_-A. ") for _ in range(rng.randint(1, 4))).lstrip(".") or "x" for _ in range(rng.randint(1, 8))}
        files = [stem + rng.choice([".png", ".jpg"]) for stem in sorted(stems)]
        used = set()
        for stem in [*sorted(stems), "zz", "a1a1"]:
            if rng.random() < 0.6:
                suffix = rng.choice(["_sd.npz", "_sdxl.npz"])
                # Two caches of one name are taken in the order of the file system; nobody can predict that.
                if (stem, suffix) not in used:
                    used.add((stem, suffix))
                    files.append(f"{stem}_{rng.randint(60, 70):04d}x{rng.randint(60, 1200):04d}{suffix}")
        if rng.random() < 0.1:
            files.append("a_x_sd.npz")
        strategy_base.LatentsCachingStrategy._strategy = strategy
        logging.disable(logging.CRITICAL)
        with tempfile.TemporaryDirectory() as root:
            for name in files:
                Path(root, name).write_bytes(png(64, 64))
            case = {"family": strategy.cache_suffix, "files": files}
            try:
                subset = tu.DreamBoothSubset(root, False, "", ".txt", False, None, 1, *subset_rest())
                d = tu.DreamBoothDataset([subset], True, 1, (512, 512), *dataset_rest())
                case["names"] = [os.path.basename(k) for k in d.image_data]
                case["sizes"] = [list(i.image_size or (64, 64)) for i in d.image_data.values()]
            except ValueError:
                pass
        logging.disable(logging.NOTSET)
        strategy_base.LatentsCachingStrategy._strategy = None
        out.append(case)
    return out


def definition(dataset, root, folder_sizes):
    """A dataset as given to sd-scripts, in the tests' words."""
    return {
        "resolution": dataset["resolution"],
        "batchSize": dataset["batch_size"],
        "buckets": [dataset["min_bucket_reso"], dataset["max_bucket_reso"], dataset["bucket_reso_steps"]] if dataset["enable_bucket"] else None,
        "upscale": not dataset["bucket_no_upscale"],
        "split": dataset["validation_split"],
        "validationSeed": dataset.get("validation_seed"),
        "folders": [
            {
                "path": s["image_dir"][len(root) + 1 :],
                "repeats": s["num_repeats"],
                "regularization": s["is_reg"],
                "sizes": folder_sizes[os.path.basename(s["image_dir"].rstrip("/"))],
            }
            for s in dataset["subsets"]
        ],
    }


def describe(d, root):
    m = d.bucket_manager
    return {
        "train": d.num_train_images,
        "reg": d.num_reg_images,
        "buckets": [[r[0], r[1], len(b), math.ceil(len(b) / d.batch_size)] for r, b in zip(m.resos, m.buckets)],
        "error": d.bucket_info["mean_img_ar_error"] if d.bucket_info else 0,
        "images": [
            # number, repeats, regularization, bucket, resized; the first number is that of the file name
            [int(os.path.basename(k)[:3]), i.num_repeats, int(i.is_reg), *map(int, i.bucket_reso), *map(int, i.resized_size)]
            for k, i in d.image_data.items()
        ],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sd-scripts", required=True)
    parser.add_argument("--out", default=str(Path(__file__).resolve().parent.parent / "LoracDatasetTests" / "Reference"))
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", action="append")
    args = parser.parse_args()
    out = os.path.abspath(args.out)
    os.makedirs(out, exist_ok=True)
    sys.path.insert(0, args.sd_scripts)
    from library import config_util, train_util

    train_util.tqdm = lambda x, **_: x
    parts = {
        "resolutions": lambda r: resolutions(train_util, r, args.scale),
        "selections": lambda r: selections(train_util, r, args.scale),
        "balances": lambda r: balances(train_util, r, args.scale),
        "names": lambda r: names(config_util),
        "folders": lambda r: folders(train_util),
        "datasets": lambda r: datasets(train_util, config_util, r, args.scale),
        "caches": lambda r: caches(train_util, r, args.scale),
    }
    for name in args.part or parts:
        result = parts[name](random.Random(args.seed))
        text = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
        if isinstance(result, list):
            text = "[\n" + ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in result) + "\n]"
        Path(out, name + ".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
