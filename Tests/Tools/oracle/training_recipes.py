"""The recipes of compare_training.py: what each sets, on which pictures, and which of them the full-size model also trains.

Only choices stand here; base model, image folders and output are filled in by the comparison.
"""

from __future__ import annotations

# Arguments of the measuring bench's make_dataset.py.
PICTURES = {
    "squares": ["--count=8", "--repeats=2", "--sizes=128x128"],
    "shapes": ["--count=12", "--repeats=2", "--sizes=128x128,192x128,128x192,256x96,150x131"],
    "with-regularization": ["--count=6", "--repeats=2", "--sizes=128x128", "--reg-count=5", "--reg-class=woman"],
    "weighted": ["--count=6", "--repeats=2", "--sizes=128x128,192x128"],
    "long": ["--count=6", "--repeats=2", "--sizes=128x128"],
}


def weigh(number: int, caption: str) -> str:
    """The caption with an emphasis of every kind that sd-scripts knows."""
    tags = caption.split(", ")
    forms = (f"({tags[1]}:1.3)", f"[{tags[1]}]", f"(({tags[1]}))", f"({tags[1]}:0.5)", f"\\({tags[1]}\\)")
    return ", ".join([tags[0], forms[number % len(forms)], *tags[2:]])


def lengthen(number: int, caption: str) -> str:
    """A caption of some 20 to 170 tokens."""
    return ", ".join([caption] * (1 + number))


# What is done with the caption files of a set: a function of the file's number and its text.
CAPTIONS = {"weighted": weigh, "long": lengthen}

DEFAULTS = {
    "network": {"rank": 8, "alpha": 4},
    "optimizer": {"type": "AdamW", "unet_lr": 1e-3, "text_encoder_lr": 5e-4},
    "train": {"steps": 10, "seed": 42},
}

# The rates of an optimizer that chooses its own.
FREE = {"learning_rate": 1, "unet_lr": None, "text_encoder_lr": None}


def recipe(pictures: str = "squares", full: bool = False, layout: str = "file", after: str | None = None, **sections) -> dict:
    """One recipe.

    `full`: also trained on the full-size model. `layout`: the form of the base model there, and here. `after`: the recipe
    whose final file training continues from.
    """
    return {"pictures": pictures, "full": full, "layout": layout, "after": after, "sections": sections}


RECIPES = {
    "adamw": recipe(full=True),
    "adamw8bit": recipe(full=True, optimizer={"type": "AdamW8bit", "args": {"weight_decay": 0.05}}),
    "lion": recipe(optimizer={"type": "Lion", "unet_lr": 1e-4, "text_encoder_lr": 5e-5, "args": {"weight_decay": 0.01}}),
    "accumulation-regularization": recipe(
        "with-regularization", full=True, train={"gradient_accumulation": 2}, loss={"prior_loss_weight": 0.7},
        schedule={"type": "cosine", "warmup": 3},
    ),
    "buckets-shuffle": recipe(
        "shapes", full=True, layout="diffusers",
        dataset={
            "batch_size": 2, "flip": True,
            "captions": {"shuffle": True, "keep_tokens": 1, "dropout": 0.1, "tag_dropout": 0.2},
        },
        save={"every": "1 epoch", "precision": "fp16"},
    ),
    "min-snr-noise-offset": recipe(
        full=True, loss={"min_snr_gamma": 5, "noise_offset": 0.05}, schedule={"type": "cosine_with_restarts", "cycles": 2}
    ),
    "locon-clip-skip-150": recipe(
        "long", model={"clip_skip": 2, "max_token_length": 150},
        network={"type": "locon", "conv_rank": 4, "conv_alpha": 2}, dataset={"batch_size": 2},
    ),
    "dropouts": recipe(network={"dropout": 0.1, "rank_dropout": 0.2, "module_dropout": 0.1}, dataset={"batch_size": 2}),
    "locon-dropouts": recipe(
        network={"type": "locon", "conv_rank": 4, "conv_alpha": 2, "dropout": 0.2, "rank_dropout": 0.1, "module_dropout": 0.2}
    ),
    "uncached-crop": recipe("shapes", dataset={"cache_latents": False, "random_crop": True, "flip": True, "batch_size": 2}),
    "resized": recipe("shapes", kohya={"resize_interpolation": "bilinear"}, dataset={"batch_size": 2}),
    "disk-cache": recipe("shapes", dataset={"cache_latents": "disk", "flip": True}),
    "prodigy": recipe(
        optimizer={**FREE, "type": "Prodigy", "args": {"decouple": True, "use_bias_correction": True, "d_coef": 2}}
    ),
    "dadaptation": recipe(optimizer={**FREE, "type": "DAdaptAdam"}),
    "dadapt-lion": recipe(optimizer={**FREE, "type": "DAdaptLion"}),
    "adafactor": recipe(optimizer={"type": "Adafactor", "args": {"relative_step": False, "scale_parameter": False, "warmup_init": False}}),
    "sgd": recipe(optimizer={"type": "SGDNesterov", "unet_lr": 0.1, "text_encoder_lr": 0.05, "args": {"momentum": 0.9}}),
    "huber-multires": recipe(
        loss={"type": "huber", "huber": {"schedule": "exponential", "c": 0.2}, "multires_noise": {"iterations": 4, "discount": 0.3}},
        dataset={"batch_size": 2},
    ),
    "debiased-perturbed": recipe(loss={"debiased": True, "ip_noise_gamma": 0.1, "min_timestep": 100, "max_timestep": 900}),
    "zero-snr-v": recipe(model={"v_prediction": True}, loss={"zero_terminal_snr": True, "scale_v_prediction": True}),
    "weighted-captions": recipe("weighted", loss={"weighted_captions": True}, dataset={"batch_size": 2}, model={"max_token_length": 150}),
    "unet-only": recipe(network={"train": "unet"}, optimizer={"text_encoder_lr": None}),
    "text-encoder-only": recipe(network={"train": "text_encoder"}, optimizer={"unet_lr": None}),
    "continuing": recipe(after="adamw", train={"seed": 7}),
    "validation": recipe("shapes", validation={"split": 0.3, "every": "3 steps"}, dataset={"batch_size": 2}),
    "checkpointing": recipe(train={"gradient_checkpointing": True}, dataset={"batch_size": 2}),
    "norms": recipe(network={"scale_weight_norms": 0.05}, optimizer={"max_grad_norm": 0.1}),
    "diffusers-folder": recipe("shapes", layout="diffusers"),
}
