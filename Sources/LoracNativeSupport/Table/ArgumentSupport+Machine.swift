/// kohya's arguments below `kohya:` that concern the machine, and what is written.
extension NativeSupport {
  private static let deepspeedOnly = "Only `deepspeed`, which is refused, looks at it."
  private static let upload = "Nothing is uploaded; that is a step of its own, after the training."
  private static let oneProcess = "One process trains, so there is nothing to synchronize."

  static let machineArguments: [(String, NativeSupport)] =
    [
      ("mem_eff_attn", .unused("Another way to compute the same attention.")),
      ("xformers", .unused("Another way to compute the same attention.")),
      ("sdpa", .unused("Another way to compute the same attention.")),
      ("torch_compile", .unused("There is no PyTorch to compile for.")),
      ("dynamo_backend", .unused("There is no PyTorch to compile for.")),
      ("fp8_base", .unused("Saves a GPU's memory. The base stays in its file's precision, which is more exact.")),
      ("fp8_base_unet", .unused("Saves a GPU's memory. The base stays in its file's precision, which is more exact.")),
      ("no_half_vae", .unused("The VAE computes in float32 anyway.")),
      ("cpu_offload_checkpointing", .unused("All memory is the CPU's.")),
      ("lowram", .unused("Base weights are read from the file as they are needed.")),
      ("highvram", .unused("There is no GPU memory.")),
      ("disable_mmap_load_safetensors", .unused("A setting of SDXL.")),
      ("tokenizer_cache_dir", .unused("The tokenizer is part of lorac.")),
      ("ddp_timeout", .unused(oneProcess)),
      ("ddp_gradient_as_bucket_view", .unused(oneProcess)),
      ("ddp_static_graph", .unused(oneProcess)),
      ("deepspeed", .refused("DeepSpeed shares a training among GPUs.")),
    ]
    + [
      "zero_stage", "offload_optimizer_device", "offload_optimizer_nvme_path", "offload_param_device",
      "offload_param_nvme_path", "zero3_init_flag", "zero3_save_16bit_model", "fp16_master_weights_and_gradients",
    ].map { ($0, .unused(deepspeedOnly)) }

  static let outputArguments: [(String, NativeSupport)] =
    [
      "title", "author", "description", "license", "tags", "usage_hint", "merged_from", "trigger_phrase",
      "preprocessor",
    ]
    .map { ("metadata_\($0)", .same()) }
    + [
      ("metadata_is_negative_embedding", .same()),
      ("metadata_thumbnail", .partly("Only a `data:` address; kohya also turns the path of a file into one.")),
      ("no_metadata", .same()),
      ("console_log_level", .unused("kohya's own messages; lorac has none of these.")),
      ("console_log_file", .unused("kohya's own messages; the run folder keeps lorac's.")),
      ("log_tracker_name", .unused("Names a folder between kohya's log folder and its files.")),
      ("log_tracker_config", .unused("The run folder keeps the recipe and the plan.")),
      ("log_config", .unused("The run folder keeps the recipe and the plan.")),
      ("wandb_run_name", .unused("Logs are for TensorBoard alone, with kohya as well.")),
      ("wandb_api_key", .unused("Logs are for TensorBoard alone, with kohya as well.")),
    ]
    + [
      "huggingface_repo_id", "huggingface_repo_type", "huggingface_path_in_repo", "huggingface_token",
      "huggingface_repo_visibility", "save_state_to_huggingface", "async_upload",
    ].map { ($0, .refused(upload)) }
    + [("resume_from_huggingface", .refused("Nothing is downloaded; say `lorac run --resume`."))]
}
