import LoracTestSupport
import Testing

/// `sample` with a base model of random weights, pictures as small as they go.
@Suite struct SampleCommandTests {
  private static let quick = [
    "sample", "--diagnostics", "concise", "--base", "base.safetensors", "--size", "64", "--steps", "2", "--threads",
    "1",
  ]

  @Test func makesPictures() throws {
    let session = try Session.native()
    let cat = Self.quick + ["--prompt", "a (red:1.2) cat", "--negative", "a dog", "--seed", "7"]
    let first = try session.lorac(cat + ["-o", "new/cat.png"])
    #expect(first.status == 0 && first.output == "new/cat.png\n", "\(first.errors)")
    #expect(first.errors.contains("seed 7\n"))
    let bytes = try readFile("\(session.folder)/new/cat.png")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("a (red:1.2) cat\nNegative prompt: a dog\nSteps: 2, Sampler: Euler a, CFG scale: 7, Seed: 7"))

    let refused = try session.lorac(cat + ["-o", "new/cat.png"])
    #expect(refused.status == 1 && refused.errors.contains("error[LR1016]: 'new/cat.png' is there already"))
    #expect(try session.lorac(cat + ["-o", "new/cat.png", "--overwrite"]).status == 0)
    #expect(try readFile("\(session.folder)/new/cat.png") == bytes, "the same seed gives the same picture")

    let several = try session.lorac(cat + ["--count", "2"])
    #expect(several.output == "pictures/00000-7.png\npictures/00001-8.png\n", "\(several.errors)")
    // What is written into a picture makes it again, with other options or without.
    let pasted = try session.lorac(
      "sample", "--base", "base.safetensors", "--threads", "1", "--prompt",
      "a (red:1.2) cat\nNegative prompt: a dog\nSteps: 2, Sampler: Euler a, CFG scale: 7, Seed: 7, Size: 64x64")
    #expect(pasted.output == "pictures/00002-7.png\n", "\(pasted.errors)")
    #expect(try readFile("\(session.folder)/pictures/00002-7.png") == bytes)
  }

  /// A run's previews and its files, by recipe and by run folder.
  @Test func takesARecipe() throws {
    let session = try Session.native()
    let sample = """
      sample: {every: 1 epoch, at_start: true, sampler: euler_a, steps: 2, size: 64, seed: 5, prompts: [moka, a dog]}

      """
    try session.write(
      String(decoding: try readFile("\(session.folder)/recipe.yaml"), as: UTF8.self) + sample, to: "recipe.yaml")
    let run = try session.lorac(Session.nativeRun + ["--threads", "1"])
    #expect(run.status == 0, "\(run.errors)")
    let names = try namesInFolder("\(session.folder)/run/samples").map { $0.replacing(/_[0-9]{14}_/, with: "_") }
    #expect(
      names.sorted() == ["e000000", "e000001", "e000002"].flatMap { ["moka_\($0)_00_5.png", "moka_\($0)_01_5.png"] })
    #expect(run.errors.contains("preview run/samples/moka_e000002_01_"), "\(run.errors)")
    let events = try session.shell(#"grep -c '"event":"sample","time":.*"file":"samples/moka_e00000' run/events.jsonl"#)
    #expect(events.output.filter(\.isNumber) == "6")

    let words = ["sample", "--diagnostics", "concise", "--threads", "1"]
    for source in ["recipe.yaml", "run"] {
      let made = try session.lorac(words + ["--recipe", source, "-o", source == "run" ? "a" : "b"])
      #expect(made.status == 0, "\(made.errors)")
    }
    // The last preview was made with the same weights and the same seed, though for a file they are rounded.
    #expect(try namesInFolder("\(session.folder)/a") == ["00000-5.png", "00001-5.png"])
    let (a, b) = (try readFile("\(session.folder)/a/00000-5.png"), try readFile("\(session.folder)/b/00000-5.png"))
    #expect(a == b)
    let text = String(decoding: a, as: UTF8.self)
    #expect(text.contains("moka <lora:moka:1>\nSteps: 2, Sampler: euler_a"))

    let named = try session.lorac(
      words + ["--base", "base.safetensors", "--prompt", "moka <lora:moka:0.5>", "--steps", "2", "--size", "64"])
    #expect(named.status == 0, "\(named.errors)")
    let missing = try session.lorac(words + ["--base", "base.safetensors", "--prompt", "moka <lora:moko:1>"])
    #expect(missing.status == 1)
    #expect(missing.errors.contains("error[LR1012]: there is no LoRA named 'moko'"), "\(missing.errors)")
  }

  /// What is not said is the recipe's, then the usual.
  @Test func completesPromptsFromTheRecipe() throws {
    let session = try Session.native()
    let sample = "sample: {every: 1 epoch, sampler: ddim, steps: 2, size: 64, cfg: 3, seed: 5, prompts: [moka]}\n"
    try session.write(
      String(decoding: try readFile("\(session.folder)/recipe.yaml"), as: UTF8.self) + sample, to: "recipe.yaml")
    func text(_ words: String...) throws -> String {
      let outcome = try session.lorac(
        ["sample", "--recipe", "recipe.yaml", "--threads", "1", "-o", "a.png", "--overwrite"] + words)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try session.shell("strings a.png").output
    }
    #expect(try text("--prompt", "a cat").contains("Steps: 2, Sampler: ddim, CFG scale: 3, Seed: 5, Size: 64x64"))
    #expect(
      try text("--prompt", "a cat\nSteps: 3, Sampler: Euler, CFG scale: 4", "--cfg", "6").contains(
        "Steps: 3, Sampler: Euler, CFG scale: 6, Seed: 5, Size: 64x64"))
    #expect(
      try text("--prompt", "-moka --n a dog --s 1", "--seed", "9").contains("-moka\nNegative prompt: a dog\nSteps: 1,"))
    // A random seed is the recipe's once in four thousand million times.
    #expect(try text("--prompt", "a cat --w 72").contains("Size: 72x64"))
    #expect(try !text("--prompt", "a", "--seed", "-1").contains("Seed: 5,"))
    #expect(try !text("--prompt", "a\nSteps: 2, Seed: -1, CFG scale: 3").contains("Seed: 5,"))
  }

  /// Black pictures of numbers that are none are not passed off as pictures.
  @Test func tellsPicturesThatAreNone() throws {
    let session = try Session.native()
    let run = try session.lorac(Session.nativeRun + ["--threads", "1"])
    try #require(run.status == 0, "\(run.errors)")
    let lost = try session.lorac(
      Self.quick + ["--prompt", "moka", "--lora", "output/moka.safetensors:1e30", "-o", "a.png"])
    #expect(lost.status == 3 && lost.errors.contains("error[LR1019]: 'a.png' is no picture"), "\(lost.errors)")
    #expect(try !namesInFolder(session.folder).contains("a.png"))
    // What can be made is made.
    let others = try session.lorac(
      Self.quick + ["--prompt", "moka <lora:moka:1e30>", "--prompt", "a cat", "--seed", "7", "-o", "b"])
    #expect(others.status == 3 && others.output == "b/00001-7.png\n", "\(others.errors)")
    let base = try session.lorac("sample", "--base", "output/moka.safetensors", "--prompt", "a")
    #expect(base.status == 1 && base.errors.contains("error[LR0612]"), "\(base.errors)")
    #expect(base.errors.contains("--lora"))
    let word = try session.lorac(Self.quick + ["--prompt", "a", "--lora", "output/moka.safetensors:abc"])
    #expect(word.status == 2 && word.errors.contains("'abc' is no weight"), "\(word.errors)")
  }

  @Test func saysWhatIsWrong() throws {
    let session = try Session.native()
    let refused: [([String], Int32, String)] = [
      (["sample"], 2, "Name a base model with --base, or a recipe with --recipe."),
      (["sample", "--base", "base.safetensors"], 2, "Say what is to be seen with --prompt."),
      (Self.quick + ["--prompt", "a", "--size", "big"], 2, "--size takes a size such as 512x768 or 512, not 'big'."),
      (Self.quick + ["--prompt", "a", "--sampler", "Eulr a"], 1, "error[LR1013]: there is no sampler 'Eulr a'"),
      (
        Self.quick + ["--prompt", "a <hypernet:x:1>"], 1,
        "error[LR1015]: '<hypernet:x:1>' in the prompt cannot be followed"
      ),
      (
        Self.quick + ["--prompt", "[cat:dog:0.5] <lora:none:1>"], 1,
        "warning[LR1017]: not everything in the prompts and their settings is followed"
      ),
      (
        Self.quick + ["--prompt", "a", "-o", "recipe.yaml"], 1,
        "error[LR0723]: cannot write 'recipe.yaml': a file stands where a folder is needed"
      ),
      (Self.quick + ["--prompt", "a", "-o", "recipe.yaml/a.png"], 1, "a file stands where a folder is needed"),
      (Self.quick + ["--prompt", "a", "-o", "/proc/none"], 1, "error[LR0723]: cannot write '/proc'"),
      (Self.quick + ["--prompt", "a", "--seed", "-2"], 2, "--seed takes a number from 0 to 4294967295, or -1 for any"),
      (Self.quick + ["--prompt", "a", "--clip-skip", "-1"], 1, "error[LR1018]: clip skip must be from 1 to"),
      (Self.quick + ["--prompt", "a", "--cfg", "-2"], 2, "--cfg takes a number from 0 to 100"),
      (Self.quick + ["--prompt", "(a:1.2.3)"], 1, "error[LR1015]: '1.2.3' in the prompt cannot be read"),
      (["sample", "--base", "gone.safetensors", "--prompt", "a"], 1, "'gone.safetensors'"),
      (
        Self.quick + ["--prompt", "a", "--lora", "base.safetensors"], 1, "error[LR1010]: 'base.safetensors' has nothing"
      ),
    ]
    for (words, status, message) in refused {
      let outcome = try session.lorac(words)
      #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    #expect(try !namesInFolder(session.folder).contains("pictures"))
    let empty = try session.shell("lorac sample --base base.safetensors --prompt - < /dev/null")
    #expect(empty.status == 1 && empty.errors.contains("holds no prompt"), "\(empty.errors)")
  }
}
