import LoracTestSupport
import Testing

@Suite struct PlanCommandTests {
  @Test func normalUse() throws {
    let session = try CheckCommandTests.session()
    try session.lorac("plan")
    try session.lorac("plan", "--set", "train.epochs=9", "--set", "dataset.batch_size=3", "--diagnostics", "concise")
    session.expectSnapshot("plan/normal.txt")
  }

  @Test func jsonIsAloneOnStandardOutput() throws {
    let session = try CheckCommandTests.session()
    let outcome = try session.lorac("plan", "--format", "json")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("{") && outcome.output.hasSuffix("}\n"))
    #expect(outcome.errors.contains("LR0600"))
    let parsed = try session.shell(
      "lorac plan --format json 2>/dev/null | /usr/bin/python3 -c 'import json, sys; print(*json.load(sys.stdin))'")
    #expect(parsed.status == 0)
    for key in ["epochs", "batches_per_epoch", "steps", "buckets", "saves", "learning_rates", "fingerprint"] {
      #expect(parsed.output.split(separator: " ").contains { $0 == key }, "\(key)")
    }
    #expect(try session.lorac("plan", "--format", "json").output == outcome.output, "same inputs, same bytes")
  }

  /// Who checks what the native trainer does not do: whoever would have it train.
  @Test func whatTheNativeTrainerRefuses() throws {
    let session = try CheckCommandTests.session()
    let mask = ["--set", "kohya.masked_loss=true", "--diagnostics", "concise"]
    let kohya = ["--set", "run.backend=kohya"]
    #expect(try session.lorac(["plan", "--why", "network.rank"] + mask).status == 1)
    #expect(try session.lorac(["check", "--set", "kohya.masked_loss=true", "--format", "concise"]).status == 1)
    #expect(try session.lorac(["emit", "--format", "argv"] + mask).status == 0)
    #expect(try session.lorac(["plan", "--why", "network.rank"] + mask + kohya).status == 0)
    let native = try session.lorac(["run", "--backend", "native"] + mask + kohya)
    #expect(native.status == 1)
    #expect(native.errors.contains("LR0710"))
    let other = try session.lorac(["run", "--backend", "kohya"] + mask)
    #expect(!other.errors.contains("LR071"))
    session.expectSnapshot("plan/native.txt")
  }

  @Test func whereValuesComeFrom() throws {
    let session = try CheckCommandTests.session()
    for key in ["network.alpha", "train.epochs", "train.seed", "dataset.batch_size", "schedule.warmup", "network.rnak"]
    {
      try session.lorac("plan", "--why", key, "--diagnostics", "concise", "--set", "train.epochs=3")
    }
    session.expectSnapshot("plan/why.txt")
  }

  @Test func savedPlans() throws {
    let session = try CheckCommandTests.session()
    #expect(try session.lorac("plan", "-o", "plan.json", "--diagnostics", "concise").status == 0)
    #expect(try session.lorac("plan", "--against", "plan.json", "--diagnostics", "concise").status == 0)
    let longer = try session.lorac(
      "plan", "--set", "train.epochs=30", "--against", "plan.json", "--diagnostics", "concise")
    #expect(longer.status == 4)
    try session.writePicture("train/8_moka/21.png", width: 512, height: 512, seed: 20)
    try session.write("moka, cat, 21\n", to: "train/8_moka/21.txt")
    #expect(try session.lorac("plan", "--against", "plan.json", "--diagnostics", "concise").status == 4)
    #expect(try session.lorac("plan", "--against", "missing.json", "--diagnostics", "concise").status == 1)
    try session.write("{}\n", to: "other.json")
    #expect(try session.lorac("plan", "--against", "other.json", "--diagnostics", "concise").status == 1)
    try session.write("{", to: "broken.json")
    #expect(try session.lorac("plan", "--against", "broken.json", "--diagnostics", "concise").status == 1)
    try session.shell("ls -A")
    session.expectSnapshot("plan/saved.txt")
  }

  @Test func datasetsThatCannotBeTrained() throws {
    let session = try CheckCommandTests.session()
    try makeFolders("\(session.folder)/train/1_empty")
    try session.write("", to: "train/1_zero/a.png")
    try session.write("not a picture", to: "train/1_text/a.png")
    try session.writePicture("train/1_narrow/a.png", width: 32, height: 700)
    try session.writePicture("train/loose/a.png", width: 512, height: 512)
    try session.write("x", to: "train/file")
    for folder in ["1_empty", "1_zero", "1_text", "1_narrow", "loose", "file", "1_missing"] {
      try session.lorac("plan", "--set", "dataset.images=[train/\(folder)]", "--set", "dataset.buckets.upscale=false")
    }
    session.expectSnapshot("plan/datasets.txt")
  }

  @Test func placesThatCannotBeWritten() throws {
    let session = try CheckCommandTests.session()
    for path in ["missing/plan.json", "recipe.yaml/plan.json", "train", "/proc/plan.json"] {
      let outcome = try session.lorac("plan", "-o", path, "--diagnostics", "concise")
      #expect(outcome.status == 1, "\(path)")
    }
    session.expectSnapshot("plan/unwritable.txt")
  }

  @Test func wrongCommandLines() throws {
    let session = try CheckCommandTests.session()
    for arguments in [
      ["plan", "--format", "yaml"], ["plan", "--jsno"], ["plan", "a.yaml", "b.yaml"], ["plan", "-o"],
    ] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty)
    }
    for recipe in ["missing.yaml", "train"] {
      #expect(try session.lorac("plan", recipe).status == 1)
      #expect(try session.lorac("plan", recipe, "--format", "json").output.isEmpty)
    }
    session.expectSnapshot("plan/usage.txt")
  }
}
