import LoracTestSupport
import Testing

/// Native runs that fail by themselves.
@Suite struct NativeFailureTests {
  /// What was saved before the loss was lost is kept, and nothing afterwards is.
  @Test func endsWithTheLossOfTheLoss() throws {
    let session = try Session.native()
    // From the fifth step on the weights are beyond what a network can compute with.
    let words =
      Session.nativeRun + [
        "--set", "schedule={type: piecewise_constant, args: {step_rules: '1:4,1e36'}}", "--set", "train.epochs=4",
        "--set",
        "save.state.every=1 epoch",
      ]
    for again in [[], ["--resume"]] {
      let outcome = try session.lorac(words + again)
      #expect(outcome.status == 3)
      #expect(outcome.errors.contains("error[LR0840]: the loss of step 6 is not a number: "), "\(outcome.errors)")
      let left = try session.shell("ls output run/state")
      #expect(left.output == "output:\nmoka-000001.safetensors\n\nrun/state:\nstep00000003.safetensors\n")
    }
    #expect(try session.tensors("output/moka-000001.safetensors").count > 100_000)
  }

  /// A batch that no machine has room for under this limit: address space, of which nothing is used.
  @Test func saysThatMemoryIsMissing() throws {
    let session = try Session.native()
    let words =
      Session.nativeRun + [
        "--threads", "1", "--set", "dataset.images=[{path: train, repeats: 1000, class_tokens: moka}]", "--set",
        "dataset.batch_size=3000",
      ]
    let outcome = try session.beside(words, after: 1, before: "ulimit -v 4000000", ":")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.contains("error[LR0845]: there is not enough memory: the system refused "), "\(outcome.errors)")
    #expect(try session.shell("tail -n 1 run/events.jsonl").output.contains("LR0845"))
    #expect(try session.shell("ls output run/state; find . -name '*.tmp'").output == "output:\n\nrun/state:\n")
  }

  /// A library that cannot be opened is as good as none.
  @Test func wantsOpenBLASBeforeItBegins() throws {
    let session = try Session.native()
    for name in ["libopenblas.so.0", "libopenblas.so"] { try session.write("no library", to: "lib/\(name)") }
    session.environment = ["LD_LIBRARY_PATH": "\(session.folder)/lib"]
    let outcome = try session.lorac(Session.nativeRun)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors.hasSuffix("error[LR0728]: OpenBLAS (libopenblas.so.0) cannot be opened\n"), "\(outcome.errors)")
    #expect(try session.shell("ls").output == "base.safetensors\nlib\nrecipe.yaml\ntrain\n", "nothing was begun")
    let doctor = try session.lorac("doctor")
    #expect(doctor.output.contains("✗ BLAS"))
    #expect(doctor.output.contains("libopenblas0"))
    #expect(try session.lorac("plan").status == 0, "planning computes nothing")
  }

  /// Latents are cached beside the pictures; what cannot be written leaves nothing there.
  @Test func saysThatLatentsCannotBeKept() throws {
    let session = try Session.native()
    let words = Session.nativeRun + ["--set", "dataset.cache_latents=disk"]
    let outcome = try session.beside(
      words, after: 1,
      before: "for f in 2_0192x0192 8_0080x0320; do ln -s /dev/full train/${f}_sd.npz.$BASHPID.tmp; done",
      ":")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[LR0841]: cannot write 'train/"), "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left on device"))
    try session.shell("rm -f train/*.tmp")
    let resumed = try session.lorac(words + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try session.shell("ls train/*.npz | wc -l").output == "3\n")
    #expect(try session.shell("find . -name '*.tmp'").output.isEmpty)
  }

  /// A log is worth less than the training.
  @Test func goesOnWithoutItsLog() throws {
    let session = try Session.native()
    try session.shell("mkdir run; ln -s /dev/full run/events.jsonl")
    let outcome = try session.lorac(Session.nativeRun + ["--overwrite"])
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains(
        "warning[LR0727]: the log 'run/events.jsonl' is incomplete: No space left on device\n"), "\(outcome.errors)")
    #expect(outcome.output == "output/moka-000001.safetensors\noutput/moka.safetensors\n")
  }

  /// What is found while the run is prepared: pictures whose header is sound, weights of captions.
  @Test(arguments: [
    ("LR0843", "printf damaged | dd of=train/2.png bs=1 seek=6000 conv=notrunc status=none", []),
    ("LR0847", "echo 'moka, (happy:1.2.3)' > train/2.txt", ["--set", "loss.weighted_captions=true"]),
  ]) func refusesWhatPlanningDoesNotRead(_ code: String, _ change: String, _ settings: [String]) throws {
    let session = try Session.native()
    try session.shell(change)
    let outcome = try session.lorac(Session.nativeRun + settings)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("error[\(code)]: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("train/2.png"))
    #expect(try session.shell("ls output run/state").output == "output:\n\nrun/state:\n")
  }

  /// The tensors of the base model, and the LoRA to continue from, are compared before anything is made.
  @Test func refusesWeightsThatDoNotFit() throws {
    let session = try Session.native()
    #expect(try session.lorac("run", "--run-dir", "first").status == 0)
    try session.shell("mv output/moka.safetensors old.safetensors; rm -r output")
    let continuing = ["--set", "network.weights=old.safetensors"]
    let narrower = try session.lorac(Session.nativeRun + continuing + ["--set", "network.rank=1"])
    #expect(narrower.status == 1)
    #expect(
      narrower.errors.contains("error[LR0629]: 'old.safetensors' has adapters of another size"), "\(narrower.errors)")
    let other = try session.lorac(Session.nativeRun + ["--set", "network.weights=older.safetensors"])
    #expect(other.status == 1)
    #expect(other.errors.contains("error[LR0600]: 'older.safetensors' does not exist"), "\(other.errors)")
    // One name among hundreds, in the header; its length stays.
    try session.shell("sed -i 's/time_embed.0.bias/time_embed.0.bIas/' base.safetensors")
    let base = try session.lorac(Session.nativeRun)
    #expect(base.status == 1)
    #expect(base.errors.contains("error[LR0621]: 'base.safetensors' lacks 1 tensor"), "\(base.errors)")
    #expect(base.errors.contains("error[LR0622]: 'base.safetensors' holds 1 tensor"), "\(base.errors)")
    #expect(try session.shell("ls -d run output 2>/dev/null").output.isEmpty, "nothing was begun")
  }
}
