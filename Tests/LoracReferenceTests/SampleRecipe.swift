import LoracJSON

/// A recipe that states something in every block.
enum SampleRecipe {
  static let full = """
    {"lorac": 1, "extends": ["anime", "./mine.yaml"], "name": "cat", "description": "a cat", "env": ["HOME"],
    "model": {"base": "a.safetensors", "family": "sd15", "clip_skip": 2, "max_token_length": 225},
    "dataset": {"resolution": "512x768", "batch_size": 2, "buckets": {"enabled": true, "step": 64},
      "cache_latents": false, "captions": {"extension": ".txt", "dropout": 0.1, "keep_tokens": 1},
      "images": ["train/10_cat", {"path": "b", "repeats": 2, "captions": {"shuffle": true}, "resolution": [64, 128]}],
      "regularization": [{"path": "r", "class_tokens": ""}]},
    "prepare": {"crop": {"mode": "focus", "sizes": [512, "512x768"]}, "background": {"fill": "white"},
      "tagger": {"type": "wd14", "threshold": 0.6}, "groups": {"mine": ["a", "b*"], "one": "c"},
      "edits": [{"remove": "@mine", "images": ["10_cat/*"]}, {"rename": {"a": "b"}}, {"max_tags": 3}]},
    "network": {"type": "locon", "rank": 32, "alpha": "rank/2", "conv_rank": "rank/4", "args": {"a": [1, "x"]}},
    "optimizer": {"type": "AdamW8bit", "learning_rate": "unet_lr", "unet_lr": 1e-4, "args": {"weight_decay": 0.01}},
    "schedule": {"type": "cosine_with_restarts", "cycles": 3, "warmup": "5%", "decay": "10 steps"},
    "train": {"epochs": 10, "seed": 42, "mixed_precision": "fp16"},
    "loss": {"type": "l2", "min_snr_gamma": 5, "multires_noise": {"iterations": 6}, "huber": {"c": 0.1}},
    "save": {"every": "2 epochs", "precision": "fp16", "state": {"at_end": true, "every": "2 epochs"}},
    "sample": {"every": "1 epoch", "size": 512, "prompts": ["a cat", {"prompt": "two cats", "cfg": 7}]},
    "validation": {"split": 0.1}, "log": {"tensorboard": true},
    "run": {"backend": "kohya", "sd_scripts_version": 2023, "machines": {"count": 2}},
    "kohya": {"xformers": true, "zero_stage": 2, "base_weights": ["a", "b"], "wandb_run_name": "cat"}}
    """

  /// A recipe that states only the value at `path`; a path into a list of folders or prompts makes one item.
  static func setting(_ path: String, to value: JSONValue) -> JSONValue {
    var result = value
    for key in path.split(separator: ".").map(String.init).reversed() {
      if key == "images" || key == "regularization" || key == "prompts", case .object(var members) = result,
        path.split(separator: ".").last.map(String.init) != key
      {
        let first = key == "prompts" ? "prompt" : "path"
        if members.first?.key != first { members.insert(.init(first, "x"), at: 0) }
        result = .array([.object(members)])
      }
      result = .object([.init(key, result)])
    }
    guard case .object(let members) = result, members.first?.key != "lorac" else { return result }
    return .object([.init("lorac", 1)] + members)
  }
}
